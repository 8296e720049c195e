using MobileCoin.Wire;
using static MobileCoin.Transactions.Test.MintSamples;

namespace MobileCoin.Transactions.Test;

public sealed class MintMessageTests
{
    private static readonly MintConfigTx ConfigTx = new(ConfigPrefix(), Sign(ConfigPrefix().Hash(), 4, 5));
    private static readonly MintTx Tx = new(Prefix(hint: true), Sign(Prefix(hint: true).Hash(), 1));

    [Fact]
    public void Messages_KeepWhatTheyHold()
    {
        Same(ConfigTx);
        Same(Tx);
        Same(new ValidatedMintConfigTx(ConfigTx, new SignerSet([Public(3)], 1, Set(2, 4, 5))));
        Same(new ActiveMintConfigs([new ActiveMintConfig(ConfigTx.Prefix.Configs[0], 77)], ConfigTx));
        Same(new ActiveMintConfigs([], ConfigTx));
        Same(new MintConfigTx(new MintConfigTxPrefix(0, [], [], 0, 0), new MultiSig()));
        Same(new MintTx(new MintTxPrefix(0, 0, default, default, [], 0, null), new MultiSig()));
        Assert.Equal([new ActiveMintConfig(ConfigTx.Prefix.Configs[0], 0)], ActiveMintConfigs.From(ConfigTx).Configs.ToArray());

        static void Same<T>(T message)
            where T : IWireMessage<T>
        {
            byte[] bytes = message.Encode();
            T read = WireMessage.Decode<T>(bytes);
            Assert.Equal(message, read);
            Assert.Equal(bytes, read.Encode());
        }
    }

    [Fact]
    public void Bytes_CutOffAnywhere_NeverEscapeTheirException()
    {
        Cut<MintConfigTx>(ConfigTx.Encode());
        Cut<MintTx>(Tx.Encode());
        Cut<ValidatedMintConfigTx>(new ValidatedMintConfigTx(ConfigTx, Set(1, 1)).Encode());
        Cut<ActiveMintConfigs>(ActiveMintConfigs.From(ConfigTx).Encode());

        static void Cut<T>(byte[] bytes)
            where T : IWireMessage<T>
        {
            int whole = 0;
            for (int length = 0; length < bytes.Length; length++)
            {
                try
                {
                    WireMessage.Decode<T>(bytes.AsSpan(0, length));
                    whole++;
                }
                catch (WireException)
                {
                }
            }
            Assert.Equal(2, whole); // nothing, and the first of two fields
        }
    }

    [Theory]
    [InlineData("1a220a20ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "MintTxPrefix.view_public_key")]
    [InlineData("22220a20ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "MintTxPrefix.spend_public_key")]
    [InlineData("1a030a0102", "MintTxPrefix.view_public_key: expected 32 bytes")]
    [InlineData("3a030a0102", "MintTxPrefix.e_fog_hint: expected 84 bytes")]
    public void Prefix_WithBadFields_IsRefused(string hex, string text) =>
        Assert.Contains(text, Assert.Throws<WireException>(() => WireMessage.Decode<MintTxPrefix>(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    [Fact]
    public void Order_FollowsTheFields()
    {
        MintTx[] mints = [.. new[] { Prefix(amount: 2), Prefix(amount: 1, hint: true), Prefix(amount: 1), Prefix(token: 1) }.Select(p => new MintTx(p, new MultiSig()))];
        Assert.Equal([mints[3], mints[2], mints[1], mints[0]], mints.Order());
        MintConfigTx[] configs = [.. new[] { ConfigPrefix(tombstone: 9), ConfigPrefix(nonce: 3), ConfigPrefix(configs: []) }.Select(p => new MintConfigTx(p, new MultiSig()))];
        Assert.Equal([configs[2], configs[1], configs[0]], configs.Order());
        Assert.Equal([new MintConfigTx(ConfigPrefix(), new MultiSig()), ConfigTx], new[] { ConfigTx, new MintConfigTx(ConfigPrefix(), new MultiSig()) }.Order());
    }
}
