// What can be wrong with a mnemonic (BIP-39).
namespace MobileCoin.Accounts;

/// <summary>Why words, or entropy, are no mnemonic.</summary>
public enum MnemonicError
{
    /// <summary>Entropy of another length than 16, 20, 24, 28 or 32 bytes.</summary>
    InvalidKeysize,

    /// <summary>Another number of words than 12, 15, 18, 21 or 24.</summary>
    InvalidWordLength,

    /// <summary>A word that is not in the English list.</summary>
    InvalidWord,

    /// <summary>Words whose last bits do not match the others.</summary>
    InvalidChecksum,
}

/// <summary>Words, or entropy, that are no mnemonic. The text never holds a word.</summary>
public sealed class MnemonicException : Exception
{
    internal MnemonicException(MnemonicError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public MnemonicError Error { get; }

    /// <summary>Which word is not in the list: 1 for the first; 0 where it is not about one word.</summary>
    public int Place { get; internal init; }

    internal static MnemonicException Keysize(int bytes) =>
        new(MnemonicError.InvalidKeysize, $"invalid keysize: entropy of {8 * bytes} bits, expected 128, 160, 192, 224 or 256");
}
