// Base58 in Bitcoin's alphabet, without a check of its own (fact sheet crypto §7.1).
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Accounts;

/// <summary>
/// Bytes as letters and digits, without those that look alike. Payloads may hold keys: time and memory accesses depend on the lengths alone.
/// Time grows with the square of the length, so lengths are bounded.
/// </summary>
public static class Base58
{
    /// <summary>Most bytes that are encoded.</summary>
    public const int MaxBytes = 12_000;

    /// <summary>Most characters that are decoded: what <see cref="MaxBytes"/> bytes may take.</summary>
    public const int MaxCharacters = 16_400;

    // Five digits at a time: 58^5 fits in 32 bits.
    private const int DigitsPerGroup = 5;
    private const uint Group = 58 * 58 * 58 * 58 * 58;

    /// <summary>The text of bytes: each zero byte in front becomes a 1.</summary>
    /// <param name="bytes">At most <see cref="MaxBytes"/>.</param>
    /// <exception cref="ArgumentException">Too many.</exception>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw new ArgumentException($"Expected at most {MaxBytes} bytes, got {bytes.Length}", nameof(bytes));
        uint[] number = ToWords(bytes);
        // log(256) / log(58) < 1.38 digits a byte.
        int groups = (((bytes.Length * 138) / 100) / DigitsPerGroup) + 1;
        char[] text = GC.AllocateArray<char>(groups * DigitsPerGroup, pinned: true);
        for (int g = groups - 1; g >= 0; g--)
        {
            uint remainder = DivideByGroup(number);
            for (int d = DigitsPerGroup - 1; d >= 0; d--)
            {
                text[(g * DigitsPerGroup) + d] = Character(remainder % 58);
                remainder /= 58;
            }
        }
        // Where the number starts shows in the length of the text.
        int zeros = bytes.Length - bytes.TrimStart((byte)0).Length;
        int start = text.Length - text.AsSpan().TrimStart('1').Length;
        string result = new string('1', zeros) + new string(text, start, text.Length - start);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(number.AsSpan()));
        return result;
    }

    /// <summary>The bytes of a text; the caller wipes them if they are secret.</summary>
    /// <param name="text">At most <see cref="MaxCharacters"/>.</param>
    /// <returns>Null if a character is not of the alphabet, or if there are too many.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxCharacters) return null;
        int zeros = text.Length - text.TrimStart('1').Length;
        ReadOnlySpan<char> digits = text[zeros..];
        // log(58) / log(256) < 0.733 bytes a digit.
        uint[] number = GC.AllocateArray<uint>((((digits.Length * 733) / 1000) / sizeof(uint)) + 2, pinned: true);
        uint invalid = 0;
        while (!digits.IsEmpty)
        {
            int length = Math.Min(digits.Length, DigitsPerGroup);
            uint scale = 1, value = 0;
            foreach (char c in digits[..length])
            {
                uint digit = Digit(c);
                invalid |= digit >> 31;
                scale *= 58;
                value = (value * 58) + (digit & 63);
            }
            MultiplyAdd(number, scale, value);
            digits = digits[length..];
        }
        byte[]? bytes = invalid == 0 ? FromWords(number, zeros) : null; // whether it is base58 is what the caller is told
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(number.AsSpan()));
        return bytes;
    }

    /// <summary>The character of a digit: 1-9, A-H, J-N, P-Z, a-k, m-z.</summary>
    private static char Character(uint digit) =>
        (char)(digit + '1'
            + (Above(digit, 8) & 7)
            + (Above(digit, 16) & 1)
            + (Above(digit, 21) & 1)
            + (Above(digit, 32) & 6)
            + (Above(digit, 43) & 1));

    /// <summary>The digit of a character; all ones if it has none.</summary>
    private static uint Digit(char c)
    {
        uint digit = uint.MaxValue;
        digit &= ~Between(c, '1', '9') | (uint)(c - '1');
        digit &= ~Between(c, 'A', 'H') | (uint)(c - 'A' + 9);
        digit &= ~Between(c, 'J', 'N') | (uint)(c - 'J' + 17);
        digit &= ~Between(c, 'P', 'Z') | (uint)(c - 'P' + 22);
        digit &= ~Between(c, 'a', 'k') | (uint)(c - 'a' + 33);
        digit &= ~Between(c, 'm', 'z') | (uint)(c - 'm' + 44);
        return digit;
    }

    /// <summary>All ones if the value, below 2^31, is above the limit.</summary>
    private static uint Above(uint value, uint limit) => (uint)((int)(limit - value) >> 31);

    /// <summary>All ones if a character is one of a range.</summary>
    private static uint Between(char c, char first, char last) => ~(Above(first, c) | Above(c, last));

    /// <summary>Big-endian bytes as words, the highest first.</summary>
    private static uint[] ToWords(ReadOnlySpan<byte> bytes)
    {
        uint[] words = GC.AllocateArray<uint>((bytes.Length + sizeof(uint) - 1) / sizeof(uint), pinned: true);
        for (int i = 0; i < bytes.Length; i++)
        {
            int place = bytes.Length - 1 - i;
            words[^((place / sizeof(uint)) + 1)] |= (uint)bytes[i] << (8 * (place % sizeof(uint)));
        }
        return words;
    }

    /// <summary>Words as big-endian bytes without zeros in front, after the given number of zeros.</summary>
    private static byte[] FromWords(ReadOnlySpan<uint> words, int zeros)
    {
        byte[] all = GC.AllocateArray<byte>(words.Length * sizeof(uint), pinned: true);
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(all.AsSpan(i * sizeof(uint)), words[i]);
        ReadOnlySpan<byte> significant = all.AsSpan().TrimStart((byte)0); // shows in the length of the text
        byte[] bytes = GC.AllocateArray<byte>(zeros + significant.Length, pinned: true);
        significant.CopyTo(bytes.AsSpan(zeros));
        CryptographicOperations.ZeroMemory(all);
        return bytes;
    }

    private static uint DivideByGroup(Span<uint> number)
    {
        ulong remainder = 0;
        for (int i = 0; i < number.Length; i++)
        {
            ulong dividend = remainder << 32 | number[i];
            ulong quotient = dividend / Group; // by a constant: a multiplication
            number[i] = (uint)quotient;
            remainder = dividend - (quotient * Group);
        }
        return (uint)remainder;
    }

    private static void MultiplyAdd(Span<uint> number, uint scale, uint value)
    {
        ulong carry = value;
        for (int i = number.Length - 1; i >= 0; i--)
        {
            carry += (ulong)number[i] * scale;
            number[i] = (uint)carry;
            carry >>= 32;
        }
    }
}
