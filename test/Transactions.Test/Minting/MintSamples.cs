using MobileCoin.Crypto;

namespace MobileCoin.Transactions.Test;

/// <summary>Keys by number, and mintings that pass.</summary>
internal static class MintSamples
{
    internal const ulong Token = 5;
    internal const ulong Current = 100;

    private static readonly Ed25519Private[] Keys = [.. Enumerable.Range(0, 16).Select(i => Ed25519Private.Parse(Filled(i + 1, 32)))];
    private static readonly Ed25519Public[] Publics = [.. Keys.Select(k => k.PublicKey())];

    internal static Ed25519Private Key(int number) => Keys[number];

    internal static Ed25519Public Public(int number) => Publics[number];

    internal static SignerSet Set(uint threshold, params int[] signers) => new(signers.Select(Public).ToArray(), threshold);

    internal static MultiSig Sign(byte[] message, params int[] signers) => new(signers.Select(s => Key(s).Sign(message)).ToArray());

    internal static byte[] Filled(int value, int count) => [.. Enumerable.Repeat((byte)value, count)];

    internal static MintConfigTxPrefix ConfigPrefix(
        ulong token = Token, MintConfig[]? configs = null, int nonce = 64, ulong tombstone = Current + 1) =>
        new(token, configs ?? [new MintConfig(token, Set(1, 0, 1), 1000)], Filled(7, nonce), tombstone, 2000);

    internal static MintTxPrefix Prefix(
        ulong token = Token, ulong amount = 500, int nonce = 64, ulong tombstone = Current + 1, bool hint = false) =>
        new(token, amount, Ristretto(1), Ristretto(2), Filled(8, nonce), tombstone, hint ? new EncryptedFogHint(Filled(9, 84)) : null);

    internal static RistrettoPublic Ristretto(int number)
    {
        using RistrettoPrivate key = RistrettoPrivate.FromBytesModOrder(Filled(number, 32));
        return key.PublicKey();
    }
}
