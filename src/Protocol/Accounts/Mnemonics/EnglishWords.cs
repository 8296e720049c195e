// Numbers to words of the English BIP-39 list and back (fact sheet crypto §1.7). Constant time: the whole list is read for each word.
using System.Runtime.InteropServices;
using MobileCoin.Crypto;

namespace MobileCoin.Accounts;

internal static partial class EnglishWords
{
    /// <summary>Words in the list.</summary>
    internal const int Count = 2048;

    /// <summary>Letters of the longest words.</summary>
    internal const int MaxLetters = sizeof(ulong);

    /// <summary>Eight spaces: a word that is too short, or none.</summary>
    private const ulong Blank = 0x2020202020202020;

    private static ReadOnlySpan<ulong> Packed => MemoryMarshal.Cast<byte, ulong>(Padded);

    /// <summary>The letters of a word, padded with spaces.</summary>
    internal static ulong Word(uint number)
    {
        ReadOnlySpan<ulong> words = Packed;
        ulong word = 0;
        for (int i = 0; i < words.Length; i++) word |= words[i] & Choice.Equal((ulong)i, number).Mask;
        return word;
    }

    /// <summary>The number of a word.</summary>
    /// <returns>Whether it is in the list; otherwise the number is 0.</returns>
    internal static Choice TryFind(ReadOnlySpan<char> word, out uint number)
    {
        number = 0;
        if (word.Length > MaxLetters) return Choice.No;
        ulong packed = Blank;
        Choice ascii = Choice.Yes;
        for (int i = 0; i < word.Length; i++)
        {
            ascii &= Choice.IsZero((ulong)(word[i] >> 7));
            packed ^= (ulong)((word[i] ^ ' ') & 0x7f) << (8 * i);
        }
        ReadOnlySpan<ulong> words = Packed;
        ulong found = 0, at = 0;
        for (int i = 0; i < words.Length; i++)
        {
            ulong mask = Choice.Equal(words[i], packed).Mask;
            found |= mask & 1;
            at |= (ulong)i & mask;
        }
        number = (uint)at;
        return ascii & ~Choice.IsZero(found);
    }
}
