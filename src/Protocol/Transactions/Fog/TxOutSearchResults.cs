// One search key's answer, in two forms of the same length (fact sheet crypto §3.3, §9.8, fog §5.3, §5.5).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>An answer as wallets get it now: a ciphertext of a fixed size. Immutable.</summary>
public sealed class FixedTxOutSearchResult : IWireMessage<FixedTxOutSearchResult>
{
    /// <summary>Bytes of the ciphertext, payload and zero bytes after it: 255.</summary>
    public const int CiphertextSize = 255;

    private readonly uint _payloadLength;

    /// <summary>An answer from its fields.</summary>
    /// <param name="searchKey">The key.</param>
    /// <param name="resultCode">What became of it.</param>
    /// <param name="ciphertext">255 bytes.</param>
    /// <param name="payloadLength">How many of them are the payload.</param>
    public FixedTxOutSearchResult(
        ReadOnlyMemory<byte> searchKey, TxOutSearchResultCode resultCode, ReadOnlyMemory<byte> ciphertext, uint payloadLength)
    {
        SearchKey = searchKey;
        ResultCode = resultCode;
        Ciphertext = ciphertext;
        _payloadLength = payloadLength;
    }

    /// <summary>The key.</summary>
    public ReadOnlyMemory<byte> SearchKey { get; }

    /// <summary>What became of it. Nothing else means anything unless it was found.</summary>
    public TxOutSearchResultCode ResultCode { get; }

    /// <summary>The payload and what pads it; 255 bytes, if the answer is well formed.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; }

    /// <summary>How many bytes of the ciphertext are the payload.</summary>
    public uint PayloadLength => _payloadLength;

    /// <summary>The payload, a box with a record; empty where the length is more than there is.</summary>
    public ReadOnlyMemory<byte> Payload => _payloadLength <= Ciphertext.Length ? Ciphertext[..(int)_payloadLength] : default;

    /// <summary>An answer with a payload, padded.</summary>
    /// <exception cref="ArgumentException">More than 255 bytes.</exception>
    public static FixedTxOutSearchResult Found(ReadOnlyMemory<byte> searchKey, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > CiphertextSize)
        {
            throw new ArgumentException($"Expected at most {CiphertextSize} bytes, got {payload.Length}", nameof(payload));
        }
        byte[] ciphertext = new byte[CiphertextSize];
        payload.CopyTo(ciphertext);
        return new FixedTxOutSearchResult(searchKey, TxOutSearchResultCode.Found, ciphertext, (uint)payload.Length);
    }

    /// <summary>An answer without a payload.</summary>
    /// <param name="searchKey">The key.</param>
    /// <param name="resultCode">Why there is none.</param>
    /// <param name="payloadLength">A length to tell nonetheless, so that the answer is as long as others.</param>
    public static FixedTxOutSearchResult Without(ReadOnlyMemory<byte> searchKey, TxOutSearchResultCode resultCode, uint payloadLength = 0) =>
        new(searchKey, resultCode, new byte[CiphertextSize], payloadLength);

    /// <summary>The same answer in its old form.</summary>
    public TxOutSearchResult ToTxOutSearchResult()
    {
        ReadOnlyMemory<byte> payload = Payload;
        return new TxOutSearchResult(SearchKey, ResultCode, payload, new byte[CiphertextSize - Math.Min(CiphertextSize, payload.Length)]);
    }

    /// <summary>Decrypts the record of a key that was found.</summary>
    /// <returns>The record; null if there is none for this key.</returns>
    /// <exception cref="WireException">A genuine box that holds no record.</exception>
    public TxOutRecord? Open(RistrettoPrivate subaddressViewPrivate) =>
        ResultCode == TxOutSearchResultCode.Found ? ETxOutRecord.Open(Payload.Span, subaddressViewPrivate) : null;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, SearchKey.Span);
        writer.Fixed32(2, (uint)ResultCode);
        writer.Bytes(3, Ciphertext.Span);
        writer.Fixed32(4, _payloadLength);
    }

    /// <inheritdoc/>
    public static FixedTxOutSearchResult ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> key = default, ciphertext = default;
        uint code = 0, length = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: key = reader.Bytes(); break;
                case 2: code = reader.Fixed32(); break;
                case 3: ciphertext = reader.Bytes(); break;
                case 4: length = reader.Fixed32(); break;
                default: reader.Skip(); break;
            }
        }
        return new FixedTxOutSearchResult(key.ToArray(), (TxOutSearchResultCode)code, ciphertext.ToArray(), length);
    }
}

/// <summary>An answer as older wallets get it: ciphertext and padding, 255 bytes together. Immutable.</summary>
/// <param name="searchKey">The key.</param>
/// <param name="resultCode">What became of it.</param>
/// <param name="ciphertext">The payload.</param>
/// <param name="padding">Zero bytes.</param>
public sealed class TxOutSearchResult(
    ReadOnlyMemory<byte> searchKey, TxOutSearchResultCode resultCode, ReadOnlyMemory<byte> ciphertext, ReadOnlyMemory<byte> padding)
    : IWireMessage<TxOutSearchResult>
{
    /// <summary>The key.</summary>
    public ReadOnlyMemory<byte> SearchKey { get; } = searchKey;

    /// <summary>What became of it.</summary>
    public TxOutSearchResultCode ResultCode { get; } = resultCode;

    /// <summary>The payload, a box with a record.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; } = ciphertext;

    /// <summary>Zero bytes.</summary>
    public ReadOnlyMemory<byte> Padding { get; } = padding;

    /// <summary>Decrypts the record of a key that was found.</summary>
    /// <returns>The record; null if there is none for this key.</returns>
    /// <exception cref="WireException">A genuine box that holds no record.</exception>
    public TxOutRecord? Open(RistrettoPrivate subaddressViewPrivate) =>
        ResultCode == TxOutSearchResultCode.Found ? ETxOutRecord.Open(Ciphertext.Span, subaddressViewPrivate) : null;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, SearchKey.Span);
        writer.Fixed32(2, (uint)ResultCode);
        writer.Bytes(3, Ciphertext.Span);
        writer.Bytes(4, Padding.Span);
    }

    /// <inheritdoc/>
    public static TxOutSearchResult ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> key = default, payload = default, zeros = default;
        uint code = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: key = reader.Bytes(); break;
                case 2: code = reader.Fixed32(); break;
                case 3: payload = reader.Bytes(); break;
                case 4: zeros = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new TxOutSearchResult(key.ToArray(), (TxOutSearchResultCode)code, payload.ToArray(), zeros.ToArray());
    }
}
