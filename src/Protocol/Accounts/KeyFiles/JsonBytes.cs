// The JSON that key files are written in: compact, and no more escapes than needed (fact sheet ledger §5.10).
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MobileCoin.Accounts;

/// <summary>A growing buffer of JSON; it holds secrets and is wiped.</summary>
internal sealed class JsonBytes : IDisposable
{
    private byte[] _buffer = new byte[512];
    private int _length;

    internal byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    internal JsonBytes Raw(ReadOnlySpan<byte> json)
    {
        Grow(json.Length);
        json.CopyTo(_buffer.AsSpan(_length));
        _length += json.Length;
        return this;
    }

    internal JsonBytes Number(uint value)
    {
        Span<byte> digits = stackalloc byte[10];
        value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        Raw(digits[..length]);
        CryptographicOperations.ZeroMemory(digits);
        return this;
    }

    internal JsonBytes Text(string? value) => value is null ? Raw("null"u8) : Text(Encoding.UTF8.GetBytes(value));

    /// <summary>A text, UTF-8.</summary>
    internal JsonBytes Text(ReadOnlySpan<byte> value)
    {
        Raw("\""u8);
        foreach (byte b in value)
        {
            switch (b)
            {
                case (byte)'"': Raw("\\\""u8); break;
                case (byte)'\\': Raw("\\\\"u8); break;
                case (byte)'\b': Raw("\\b"u8); break;
                case (byte)'\f': Raw("\\f"u8); break;
                case (byte)'\n': Raw("\\n"u8); break;
                case (byte)'\r': Raw("\\r"u8); break;
                case (byte)'\t': Raw("\\t"u8); break;
                case < 0x20: Raw(Encoding.ASCII.GetBytes($"\\u{b:x4}")); break;
                default: Raw([b]); break;
            }
        }
        return Raw("\""u8);
    }

    /// <summary>Bytes as an array of numbers.</summary>
    internal JsonBytes Bytes(ReadOnlySpan<byte> value)
    {
        Raw("["u8);
        for (int i = 0; i < value.Length; i++)
        {
            if (i > 0) Raw(","u8);
            Number(value[i]);
        }
        return Raw("]"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_buffer);

    private void Grow(int more)
    {
        int needed = checked(_length + more);
        if (needed <= _buffer.Length) return;
        byte[] larger = new byte[Math.Max(needed, 2 * _buffer.Length)];
        _buffer.AsSpan(0, _length).CopyTo(larger);
        CryptographicOperations.ZeroMemory(_buffer);
        _buffer = larger;
    }
}
