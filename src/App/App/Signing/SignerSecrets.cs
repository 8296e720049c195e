// The secrets of the offline signer (fact sheet ledger §4.6): {"mnemonic": "…"}, 24 English words.
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.App.Files;

namespace MobileCoin.App.Signing;

/// <summary>The secrets file.</summary>
internal static class SignerSecrets
{
    private const int Words = 24;

    /// <summary>Writes a file, which must not be there yet, for its owner alone.</summary>
    internal static void Write(string source, string path, Mnemonic mnemonic)
    {
        byte[] phrase = GC.AllocateArray<byte>(Mnemonic.MaxPhraseLength, pinned: true);
        byte[] contents = GC.AllocateArray<byte>(phrase.Length + 32, pinned: true);
        try
        {
            // The words are of plain letters: nothing needs an escape.
            int length = mnemonic.WritePhrase(phrase);
            var writer = contents.AsSpan();
            "{\"mnemonic\":\""u8.CopyTo(writer);
            phrase.AsSpan(0, length).CopyTo(writer["{\"mnemonic\":\""u8.Length..]);
            "\"}"u8.CopyTo(writer[("{\"mnemonic\":\""u8.Length + length)..]);
            OutputFile.Write(source, path, contents.AsSpan(0, "{\"mnemonic\":\""u8.Length + length + "\"}"u8.Length), isSecret: true, mustBeNew: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(phrase);
            CryptographicOperations.ZeroMemory(contents);
        }
    }

    /// <summary>The keys of an account of a file's mnemonic.</summary>
    internal static AccountKey ReadAccount(string source, string path, uint account) => InputFile.Read(source, path, contents =>
    {
        using UncheckedMnemonicAccount secrets = KeyFile.ReadMnemonicAccount(contents);
        using Mnemonic mnemonic = secrets.ToMnemonic();
        using Slip10Key key = Slip10Key.Derive(Check(mnemonic), account);
        return key.ToAccountKey();
    });

    /// <summary>Refuses other lengths than 24 words.</summary>
    /// <exception cref="FormatException">Another length.</exception>
    internal static Mnemonic Check(Mnemonic mnemonic) =>
        mnemonic.WordCount == Words ? mnemonic : throw new FormatException($"a mnemonic of {mnemonic.WordCount} words, expected {Words}");
}
