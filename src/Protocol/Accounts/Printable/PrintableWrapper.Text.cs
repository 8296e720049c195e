// Payloads as text: a checksum and the message in base58 (fact sheet crypto §7.1), bare or as a wallet's URI.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

public sealed partial class PrintableWrapper
{
    private const int ChecksumSize = sizeof(uint);
    private const string UriStart = "mob:///b58/";

    /// <summary>The text: it cannot be wiped, and may be worth money.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="Base58.MaxBytes"/> bytes, for instance because of a long memo.</exception>
    public string B58Encode()
    {
        using var writer = new ProstWriter();
        WriteTo(writer);
        ReadOnlySpan<byte> message = writer.Written;
        if (message.Length > Base58.MaxBytes - ChecksumSize)
        {
            throw new InvalidOperationException($"A payload of {message.Length} bytes is too long to be printed");
        }
        Span<byte> bytes = new byte[ChecksumSize + message.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum(message));
        message.CopyTo(bytes[ChecksumSize..]);
        string text = Base58.Encode(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    /// <summary>Reads a text; nothing around it is passed over.</summary>
    /// <exception cref="PrintableException">What is wrong with it.</exception>
    public static PrintableWrapper B58Decode(ReadOnlySpan<char> text)
    {
        byte[] bytes = Base58.Decode(text)
            ?? throw new PrintableException(PrintableError.Base58, $"not base58, or more than {Base58.MaxCharacters} characters");
        try
        {
            if (bytes.Length <= ChecksumSize)
            {
                throw new PrintableException(PrintableError.InsufficientBytes, $"insufficient bytes: {bytes.Length}") { Length = bytes.Length };
            }
            ReadOnlySpan<byte> message = bytes.AsSpan(ChecksumSize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Checksum(message))
            {
                throw new PrintableException(PrintableError.InvalidChecksum, "the checksum does not match");
            }
            return WireMessage.Decode<PrintableWrapper>(message);
        }
        catch (WireException e)
        {
            throw new PrintableException(PrintableError.Protobuf, e.Message, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The text as a URI that wallets register for: <c>mob:///b58/…</c>.</summary>
    public string ToUri() => UriStart + B58Encode();

    /// <summary>Reads a URI.</summary>
    /// <exception cref="PrintableException">What is wrong with it.</exception>
    public static PrintableWrapper FromUri(ReadOnlySpan<char> uri) =>
        uri.StartsWith(UriStart, StringComparison.Ordinal)
            ? B58Decode(uri[UriStart.Length..])
            : throw new PrintableException(PrintableError.Uri, $"expected a URI that starts with {UriStart}");

    /// <summary>CRC-32 bit by bit: payloads may hold keys, so no table.</summary>
    private static uint Checksum(ReadOnlySpan<byte> message)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in message)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (0xedb88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }
}
