// BIP-39 mnemonics in English (fact sheet crypto §1.7).
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Crypto;

namespace MobileCoin.Accounts;

/// <summary>
/// 16, 20, 24, 28 or 32 bytes of entropy, which people write down as 12, 15, 18, 21 or 24 words. How long the words of a phrase are shows in
/// the time that reading and writing it takes; which words they are does not. Wiped on disposal.
/// </summary>
public sealed class Mnemonic : IDisposable
{
    /// <summary>Most words of a mnemonic.</summary>
    public const int MaxWords = 24;

    /// <summary>Most bytes, or letters and spaces, of a phrase.</summary>
    public const int MaxPhraseLength = (MaxWords * (EnglishWords.MaxLetters + 1)) - 1;

    /// <summary>Bytes of a seed.</summary>
    public const int SeedSize = 64;

    private const int BitsPerWord = 11;
    private const int SeedRounds = 2048;

    // The bits of all words, and room to write the last word three bytes wide.
    private const int BitsSize = ((MaxWords * BitsPerWord) + 7) / 8 + 2;

    private readonly SecretBytes _entropy;

    /// <summary>The mnemonic of entropy.</summary>
    /// <param name="entropy">16, 20, 24, 28 or 32 bytes; copied.</param>
    /// <exception cref="MnemonicException">Another length.</exception>
    public Mnemonic(ReadOnlySpan<byte> entropy)
    {
        if (entropy.Length is not (16 or 20 or 24 or 28 or 32)) throw MnemonicException.Keysize(entropy.Length);
        _entropy = new SecretBytes(entropy.Length);
        entropy.CopyTo(_entropy.Span);
    }

    /// <summary>The entropy, in place: whoever copies it wipes the copy.</summary>
    public ReadOnlySpan<byte> Entropy => _entropy.Span;

    /// <summary>Words: 12, 15, 18, 21 or 24.</summary>
    public int WordCount => _entropy.Span.Length * 3 / 4;

    /// <summary>Reads a phrase: words of lower-case letters with white space between them.</summary>
    /// <exception cref="MnemonicException">Unknown words, too few or too many of them, or a checksum that does not match.</exception>
    public static Mnemonic Parse(ReadOnlySpan<char> phrase) => Read(phrase, out Mnemonic? mnemonic, out int known) switch
    {
        null => mnemonic!,
        MnemonicError.InvalidWord => throw new MnemonicException(MnemonicError.InvalidWord, "invalid word in phrase") { Place = known + 1 },
        MnemonicError.InvalidWordLength => throw new MnemonicException(
            MnemonicError.InvalidWordLength, "invalid number of words in phrase: expected 12, 15, 18, 21 or 24"),
        _ => throw new MnemonicException(MnemonicError.InvalidChecksum, "invalid checksum"),
    };

    /// <summary>Reads a phrase: words of lower-case letters with white space between them.</summary>
    public static bool TryParse(ReadOnlySpan<char> phrase, [NotNullWhen(true)] out Mnemonic? mnemonic) => Read(phrase, out mnemonic, out _) is null;

    /// <summary>Writes the words with a space between them, as ASCII; wipe them after use.</summary>
    /// <param name="phrase">Room for <see cref="MaxPhraseLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">Too little room.</exception>
    public int WritePhrase(Span<byte> phrase)
    {
        if (phrase.Length < MaxPhraseLength) throw new ArgumentException($"Expected {MaxPhraseLength} bytes, got {phrase.Length}", nameof(phrase));
        Span<byte> bits = stackalloc byte[BitsSize];
        Span<byte> letters = stackalloc byte[EnglishWords.MaxLetters];
        bits.Clear();
        _entropy.Span.CopyTo(bits);
        bits[_entropy.Span.Length] = Checksum(_entropy.Span);
        int length = 0;
        for (int i = 0; i < WordCount; i++)
        {
            if (i > 0) phrase[length++] = (byte)' ';
            MemoryMarshal.Write(letters, EnglishWords.Word(Number(bits, i)));
            for (int j = 0; j < letters.Length; j++)
            {
                // Padding is written too, and what follows overwrites it; behind the last word one space may be left.
                if (length < phrase.Length) phrase[length] = letters[j];
                length += (int)(~Choice.Equal(letters[j], (byte)' ')).Select(1UL, 0UL);
            }
        }
        CryptographicOperations.ZeroMemory(bits);
        CryptographicOperations.ZeroMemory(letters);
        return length;
    }

    /// <summary>The words with a space between them: a text that cannot be wiped, for those who have to show it.</summary>
    public string ToPhrase()
    {
        Span<byte> phrase = stackalloc byte[MaxPhraseLength];
        string text = Encoding.ASCII.GetString(phrase[..WritePhrase(phrase)]);
        CryptographicOperations.ZeroMemory(phrase);
        return text;
    }

    /// <summary>Derives the seed: 2048 rounds of PBKDF2 over HMAC-SHA-512.</summary>
    /// <param name="passphrase">UTF-8 in normal form KD; MobileCoin uses none.</param>
    /// <param name="seed">64 bytes; wipe them after use.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void DeriveSeed(ReadOnlySpan<byte> passphrase, Span<byte> seed)
    {
        Error.ThrowIfNotLength(seed.Length, SeedSize, nameof(seed));
        Span<byte> phrase = stackalloc byte[MaxPhraseLength];
        int length = WritePhrase(phrase);
        byte[] salt = [.. "mnemonic"u8, .. passphrase];
        Rfc2898DeriveBytes.Pbkdf2(phrase[..length], salt, seed, SeedRounds, HashAlgorithmName.SHA512);
        CryptographicOperations.ZeroMemory(phrase);
        CryptographicOperations.ZeroMemory(salt);
    }

    /// <summary>Wipes the entropy.</summary>
    public void Dispose() => _entropy.Dispose();

    private static MnemonicError? Read(ReadOnlySpan<char> phrase, out Mnemonic? mnemonic, out int count)
    {
        Span<byte> bits = stackalloc byte[BitsSize];
        bits.Clear();
        mnemonic = null;
        MnemonicError? error = ReadWords(phrase, bits, out count);
        if (error is null && count is not (12 or 15 or 18 or 21 or 24)) error = MnemonicError.InvalidWordLength;
        if (error is null)
        {
            ReadOnlySpan<byte> entropy = bits[..(count * 4 / 3)];
            // Whether the checksum matches is what the caller is told.
            if (!Choice.Equal(bits[entropy.Length], Checksum(entropy)).Reveal()) error = MnemonicError.InvalidChecksum;
            else mnemonic = new Mnemonic(entropy);
        }
        CryptographicOperations.ZeroMemory(bits);
        return error;
    }

    private static MnemonicError? ReadWords(ReadOnlySpan<char> phrase, Span<byte> bits, out int count)
    {
        count = 0;
        for (phrase = phrase.TrimStart(); !phrase.IsEmpty; phrase = phrase.TrimStart())
        {
            if (count == MaxWords) return MnemonicError.InvalidWordLength;
            int length = 0;
            while (length < phrase.Length && !char.IsWhiteSpace(phrase[length])) length++;
            // Whether all words are known is what the caller is told.
            if (!EnglishWords.TryFind(phrase[..length], out uint number).Reveal()) return MnemonicError.InvalidWord;
            int bit = count++ * BitsPerWord;
            uint wide = number << (24 - BitsPerWord - (bit & 7));
            bits[bit >> 3] |= (byte)(wide >> 16);
            bits[(bit >> 3) + 1] |= (byte)(wide >> 8);
            bits[(bit >> 3) + 2] |= (byte)wide;
            phrase = phrase[length..];
        }
        return null;
    }

    private static uint Number(ReadOnlySpan<byte> bits, int word)
    {
        int bit = word * BitsPerWord, at = bit >> 3;
        uint wide = (uint)(bits[at] << 16 | bits[at + 1] << 8 | bits[at + 2]);
        return wide >> (24 - BitsPerWord - (bit & 7)) & (EnglishWords.Count - 1);
    }

    /// <summary>The bits after the entropy: the first of its hash, one for each four bytes.</summary>
    private static byte Checksum(ReadOnlySpan<byte> entropy)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(entropy, hash);
        byte checksum = (byte)(hash[0] & (0xff << (8 - (entropy.Length / 4))));
        CryptographicOperations.ZeroMemory(hash);
        return checksum;
    }
}
