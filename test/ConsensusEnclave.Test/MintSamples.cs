// Mintings that pass, and who signs them.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave.Test;

internal static class MintSamples
{
    internal const ulong Token = 2;

    private static readonly Ed25519Private[] Keys = [.. Enumerable.Range(1, 8).Select(i => Ed25519Private.Parse(Samples.Filled(i, 32)))];

    internal static readonly SignerSet Governors = Set(0, 1);
    internal static readonly SignerSet Minters = Set(2, 3);
    internal static readonly MintConfig MintConfig = new(Token, Minters, 1_000_000);

    internal static Ed25519Private Key(int number) => Keys[number];

    internal static SignerSet Set(params int[] signers) => new(signers.Select(s => Keys[s].PublicKey()).ToArray(), 1);

    internal static BlockchainConfig Config(uint version)
    {
        GovernorsMap governors = new([new(Token, Governors)]);
        return new BlockchainConfig(Samples.Tokens(3), governors, governors.Sign(Samples.TrustRoot), BlockVersion.FromUInt32(version));
    }

    internal static MintConfigTx ConfigTx(int nonce = 1, ulong token = Token, ulong tombstone = 101, int signer = 0, params MintConfig[] configs)
    {
        MintConfigTxPrefix prefix = new(token, configs.Length == 0 ? [MintConfig] : configs, Samples.Filled(nonce, 64), tombstone, 10_000_000);
        return new MintConfigTx(prefix, new MultiSig(prefix.Sign(Key(signer))));
    }

    internal static MintTx Mint(
        PublicAddress to, int nonce = 1, ulong amount = 5000, ulong token = Token, int signer = 2, EncryptedFogHint? hint = null, ulong tombstone = 101)
    {
        MintTxPrefix prefix = new(token, amount, to.ViewPublicKey, to.SpendPublicKey, Samples.Filled(nonce, 64), tombstone, hint);
        return new MintTx(prefix, new MultiSig(prefix.Sign(Key(signer))));
    }
}
