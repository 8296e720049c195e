using System.Buffers.Binary;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb.Test;

/// <summary>Blocks of random outputs that a seed determines. A ledger does not look into keys: these are any bytes.</summary>
internal sealed class SampleChain(int seed)
{
    internal static readonly Ed25519Private Governor = Ed25519Private.Parse([.. Enumerable.Repeat((byte)7, 32)]);
    internal static readonly Ed25519Private Minter = Ed25519Private.Parse([.. Enumerable.Repeat((byte)8, 32)]);
    internal static readonly Ed25519Private OtherMinter = Ed25519Private.Parse([.. Enumerable.Repeat((byte)9, 32)]);

    private readonly Random _random = new(seed);

    internal byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    internal int Next(int below) => _random.Next(below);

    internal CompressedRistretto Point() => new(Bytes(32));

    internal KeyImage KeyImage() => new(Bytes(32));

    internal KeyImage[] KeyImages(int count) => [.. Enumerable.Range(0, count).Select(_ => KeyImage())];

    internal TxOut Output(CompressedRistretto? publicKey = null, bool hasAmount = true) => new(
        hasAmount ? new MaskedAmount(MaskedAmountVersion.V2, Point(), (ulong)_random.NextInt64(), Bytes(TokenId.Size)) : null,
        Point(), publicKey ?? Point(), new EncryptedFogHint(Bytes(EncryptedFogHint.Size)), new EncryptedMemo(Bytes(EncryptedMemo.Size)));

    internal TxOut[] Outputs(int count) => [.. Enumerable.Range(0, count).Select(_ => Output())];

    internal BlockData Origin(int outputs) => Origin(Outputs(outputs));

    internal static BlockData Origin(TxOut[] outputs) => new(Block.NewOriginBlock(outputs), new BlockContents([], outputs));

    internal BlockData After(Block parent, uint version, BlockContents contents, TxOutMembershipElement root = default, bool withMetadata = true)
    {
        Block block = Block.NewWithParent(BlockVersion.FromUInt32(version), parent, root, contents);
        return new BlockData(block, contents, BlockSignature.Sign(block, Governor, 1_700_000_000 + block.Index), withMetadata ? Metadata(block) : null);
    }

    internal BlockData After(Block parent, uint version = 3, int keyImages = 1, int outputs = 2) =>
        After(parent, version, new BlockContents(KeyImages(keyImages), Outputs(outputs)));

    internal BlockMetadata Metadata(Block block)
    {
        var node = new NodeID(new ResponderId("node1.example.com:8443"), Governor.PublicKey());
        var evidence = new VerificationReport(Bytes(20), [Bytes(9)], "{}");
        return BlockMetadata.Sign(new BlockMetadataContents(block.Id, QuorumSet.Of(1, node), evidence, node.ResponderId), Governor);
    }

    internal ValidatedMintConfigTx MintConfigTx(ulong token, ulong totalLimit, byte[]? nonce = null, params (Ed25519Private Signer, ulong Limit)[] configs)
    {
        var governors = new SignerSet([Governor.PublicKey()], 1);
        MintConfig[] list = [.. configs.Select(c => new MintConfig(token, new SignerSet([c.Signer.PublicKey()], 1), c.Limit))];
        var prefix = new MintConfigTxPrefix(token, list, nonce ?? Bytes(64), 1000, totalLimit);
        return new ValidatedMintConfigTx(new MintConfigTx(prefix, new MultiSig(prefix.Sign(Governor))), governors);
    }

    internal MintTx MintTx(ulong token, ulong amount, byte[]? nonce = null, Ed25519Private? signer = null)
    {
        var prefix = new MintTxPrefix(token, amount, RistrettoPublic.Random(_random.NextBytes), RistrettoPublic.Random(_random.NextBytes), nonce ?? Bytes(64), 1000, null);
        return new MintTx(prefix, new MultiSig(prefix.Sign(signer ?? Minter)));
    }

    /// <summary>A block of a long chain that only its place determines, quickly made: for processes that meet again after one was killed.</summary>
    internal static BlockData Determined(Block? parent)
    {
        var chain = new SampleChain((int)(parent is null ? 0 : parent.Index + 1));
        return parent is null ? chain.Origin(5) : chain.After(parent, 2, new BlockContents(chain.KeyImages(2), chain.Outputs(1 + chain.Next(4))), withMetadata: false);
    }

    internal static byte[] BigEndian(ulong number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }
}
