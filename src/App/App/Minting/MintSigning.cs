// Keys and signatures of governors and minters (fact sheet ledger §8).
using System.Security.Cryptography;
using System.Text;
using MobileCoin.App.Files;
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.App.Minting;

/// <summary>The flags by which signatures are given, or made.</summary>
internal static class MintSigning
{
    internal static readonly Flag<IReadOnlyList<string>> Keys = Flags.TextList("signing-key", "MC_MINTING_SIGNING_KEYS", "PEM file of an Ed25519 private key, PKCS#8, to sign with")
        with { ValueName = "path", Aliases = ["signing-keys"] };

    internal static readonly Flag<IReadOnlyList<string>> Signatures = Flags.TextList("signature", "MC_MINTING_SIGNATURES", "a signature that was made elsewhere: 128 hex digits, or a file that holds those or PEM")
        with { ValueName = "hex or path", Aliases = ["signatures"] };

    /// <summary>The signatures that the flags give for a message: those of the keys, and those made elsewhere.</summary>
    internal static IEnumerable<Ed25519Signature> Sign(FlagValues values, byte[] message)
    {
        foreach (string path in values.Find(Keys) ?? [])
        {
            using Ed25519Private key = ReadKey(Keys.Title, path);
            yield return key.Sign(message);
        }
        foreach (Ed25519Signature signature in ReadGiven(values)) yield return signature;
    }

    /// <summary>The signatures that were made elsewhere.</summary>
    internal static IEnumerable<Ed25519Signature> ReadGiven(FlagValues values) => (values.Find(Signatures) ?? []).Select(ReadSignature);

    /// <summary>Reads a private key.</summary>
    internal static Ed25519Private ReadKey(string source, string path) => InputFile.Read(source, path, static contents =>
    {
        byte[] der = Decode(contents, "PRIVATE KEY");
        try
        {
            return Ed25519Private.ParseDer(der);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    });

    /// <summary>Reads a public key.</summary>
    internal static Ed25519Public ReadPublicKey(string source, string path) =>
        InputFile.Read(source, path, static contents => Ed25519Public.ParseDer(Decode(contents, "PUBLIC KEY")));

    /// <summary>A signature in hex, or of the file that the text names.</summary>
    private static Ed25519Signature ReadSignature(string text) =>
        TryHex(text, out Ed25519Signature signature) ? signature : InputFile.Read(Signatures.Title, text, ParseSignature);

    private static Ed25519Signature ParseSignature(ReadOnlySpan<byte> contents) =>
        TryHex(Encoding.Latin1.GetString(contents).Trim(), out Ed25519Signature signature) ? signature : Ed25519Signature.ParseDer(Decode(contents, label: null));

    private static bool TryHex(string text, out Ed25519Signature signature)
    {
        signature = default;
        byte[] bytes = new byte[Ed25519Signature.Size];
        return text.Length == 2 * bytes.Length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && Ed25519Signature.TryParse(bytes, out signature);
    }

    private static byte[] Decode(ReadOnlySpan<byte> contents, string? label)
    {
        char[] text = GC.AllocateArray<char>(contents.Length, pinned: true);
        try
        {
            Encoding.Latin1.GetChars(contents, text);
            if (!PemEncoding.TryFind(text, out PemFields fields)) throw new FormatException($"no PEM {label}".TrimEnd());
            if (label is not null && !text.AsSpan(fields.Label).SequenceEqual(label)) throw new FormatException($"the PEM is of another kind than {label}");
            byte[] der = GC.AllocateArray<byte>(fields.DecodedDataLength, pinned: true);
            return Convert.TryFromBase64Chars(text.AsSpan(fields.Base64Data), der, out _) ? der : throw new FormatException("the PEM holds no base64");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }
}
