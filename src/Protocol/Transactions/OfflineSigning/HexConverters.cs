// Bytes in the JSON of offline signing: lower-case hex (fact sheet ledger §4.6).
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.OfflineSigning;

/// <summary>32 bytes as 64 digits.</summary>
internal static class Hex32
{
    internal const int Size = 32;

    /// <summary>Reads a text of exactly 64 digits.</summary>
    internal static void Read(ref Utf8JsonReader reader, scoped Span<byte> bytes)
    {
        Span<byte> digits = stackalloc byte[2 * Size];
        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        bool isHex = reader.TokenType == JsonTokenType.String && length == digits.Length && reader.CopyString(digits) == digits.Length
            && Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        CryptographicOperations.ZeroMemory(digits);
        if (!isHex) throw new JsonException($"expected {2 * Size} hex digits");
    }

    internal static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes)
    {
        Span<byte> digits = stackalloc byte[2 * Size];
        Convert.TryToHexStringLower(bytes, digits, out _);
        writer.WriteStringValue(digits);
        CryptographicOperations.ZeroMemory(digits);
    }
}

/// <summary>An encoded element, not checked.</summary>
internal sealed class CompressedRistrettoConverter : JsonConverter<CompressedRistretto>
{
    public override CompressedRistretto Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Hex32.Size];
        Hex32.Read(ref reader, bytes);
        return new CompressedRistretto(bytes);
    }

    public override void Write(Utf8JsonWriter writer, CompressedRistretto value, JsonSerializerOptions options) =>
        Hex32.Write(writer, value.ToBytes());
}

/// <summary>A key image, not checked.</summary>
internal sealed class KeyImageConverter : JsonConverter<KeyImage>
{
    public override KeyImage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Hex32.Size];
        Hex32.Read(ref reader, bytes);
        return new KeyImage(bytes);
    }

    public override void Write(Utf8JsonWriter writer, KeyImage value, JsonSerializerOptions options) => Hex32.Write(writer, value.ToBytes());
}

/// <summary>A public key, which must be one.</summary>
internal sealed class RistrettoPublicConverter : JsonConverter<RistrettoPublic>
{
    public override RistrettoPublic Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Hex32.Size];
        Hex32.Read(ref reader, bytes);
        return RistrettoPublic.TryParse(bytes, out RistrettoPublic key) ? key : throw new JsonException("the bytes encode no public key");
    }

    public override void Write(Utf8JsonWriter writer, RistrettoPublic value, JsonSerializerOptions options) => Hex32.Write(writer, value.ToBytes());
}

/// <summary>A private key, which must be one.</summary>
internal sealed class RistrettoPrivateConverter : JsonConverter<RistrettoPrivate>
{
    public override RistrettoPrivate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Hex32.Size];
        Hex32.Read(ref reader, bytes);
        bool isKey = RistrettoPrivate.TryParse(bytes, out RistrettoPrivate? key);
        CryptographicOperations.ZeroMemory(bytes);
        return isKey ? key! : throw new JsonException("the bytes are no private key");
    }

    public override void Write(Utf8JsonWriter writer, RistrettoPrivate value, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Hex32.Size];
        value.CopyTo(bytes);
        Hex32.Write(writer, bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }
}

/// <summary>A number of 64 bits as a text of decimal digits, which JavaScript does not round.</summary>
internal sealed class DecimalTextConverter : JsonConverter<ulong>
{
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && ulong.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw new JsonException("expected decimal digits in a text");

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
