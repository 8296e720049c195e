// Memos of registered types (fact sheet ledger §2.6, crypto §3.8). All numbers in memos are big-endian.
using System.Buffers.Binary;
using System.Text;

namespace MobileCoin.Transactions;

/// <summary>A memo of a registered type. Immutable; equality is that of type and all 64 bytes, also of those without a meaning.</summary>
public abstract class Memo : IEquatable<Memo>
{
    /// <summary>The highest fee that memos can tell: 2^56 - 1.</summary>
    public const ulong MaxFee = (1UL << 56) - 1;

    private const int FeeSize = 7;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _data = new byte[MemoPayload.DataSize];

    private protected Memo(MemoType type) => Type = type;

    private protected Memo(MemoType type, ReadOnlySpan<byte> data)
    {
        if (data.Length != MemoPayload.DataSize) throw MemoException.BadLength(data.Length);
        Type = type;
        data.CopyTo(_data);
    }

    /// <summary>The type.</summary>
    public MemoType Type { get; }

    /// <summary>The 64 bytes of data.</summary>
    public ReadOnlySpan<byte> Data => _data;

    /// <summary>The data, for constructors to fill.</summary>
    private protected Span<byte> Fields => _data;

    /// <summary>The memo of a payload.</summary>
    /// <exception cref="MemoException"><see cref="MemoError.UnknownMemoType"/>, <see cref="MemoError.Utf8Decoding"/>.</exception>
    public static Memo Decode(MemoPayload payload)
    {
        ReadOnlySpan<byte> data = payload.Data;
        return payload.Type switch
        {
            MemoType.Unused => new UnusedMemo(data),
            MemoType.BurnRedemption => new BurnRedemptionMemo(data),
            MemoType.GiftCodeSender => new GiftCodeSenderMemo(data),
            MemoType.Defragmentation => new DefragmentationMemo(data),
            MemoType.AuthenticatedSender => new AuthenticatedSenderMemo(data),
            MemoType.AuthenticatedSenderWithPaymentRequestId => new AuthenticatedSenderWithPaymentRequestIdMemo(data),
            MemoType.AuthenticatedSenderWithPaymentIntentId => new AuthenticatedSenderWithPaymentIntentIdMemo(data),
            MemoType.Destination => new DestinationMemo(data),
            MemoType.GiftCodeFunding => new GiftCodeFundingMemo(data),
            MemoType.GiftCodeCancellation => new GiftCodeCancellationMemo(data),
            MemoType.DestinationWithPaymentRequestId => new DestinationWithPaymentRequestIdMemo(data),
            MemoType.DestinationWithPaymentIntentId => new DestinationWithPaymentIntentIdMemo(data),
            MemoType unknown => throw MemoException.UnknownMemoType(unknown),
        };
    }

    /// <summary>Type and data.</summary>
    public MemoPayload ToPayload() => new(Type, _data);

    /// <inheritdoc/>
    public bool Equals(Memo? other) => other is not null && Type == other.Type && Data.SequenceEqual(other.Data);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Memo);

    /// <inheritdoc/>
    public override int GetHashCode() => ToPayload().GetHashCode();

    /// <summary>The type alone.</summary>
    public override string ToString() => Type.ToString();

    private protected ulong ReadUInt64(int offset) => BinaryPrimitives.ReadUInt64BigEndian(_data.AsSpan(offset));

    private protected void WriteUInt64(int offset, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(_data.AsSpan(offset), value);

    /// <summary>A number of 7 bytes.</summary>
    private protected ulong ReadFee(int offset)
    {
        ulong fee = 0;
        foreach (byte b in _data.AsSpan(offset, FeeSize)) fee = (fee << 8) | b;
        return fee;
    }

    /// <summary>Writes a number of 7 bytes.</summary>
    private protected void WriteFee(int offset, ulong fee)
    {
        if (fee > MaxFee) throw MemoException.MaxFeeExceeded(fee);
        for (int i = FeeSize - 1; i >= 0; i--, fee >>= 8) _data[offset + i] = (byte)fee;
    }

    /// <summary>The text from an offset to the end of the data or to the first zero byte.</summary>
    private protected string ReadNote(int offset)
    {
        ReadOnlySpan<byte> note = _data.AsSpan(offset);
        int end = note.IndexOf((byte)0);
        try
        {
            return StrictUtf8.GetString(end < 0 ? note : note[..end]);
        }
        catch (DecoderFallbackException)
        {
            throw MemoException.Utf8Decoding();
        }
    }

    /// <summary>Writes a text, which may fill the data up to its end.</summary>
    private protected void WriteNote(int offset, string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        byte[] bytes;
        try
        {
            bytes = StrictUtf8.GetBytes(note);
        }
        catch (EncoderFallbackException)
        {
            throw MemoException.Utf8Decoding();
        }
        if (bytes.Length > MemoPayload.DataSize - offset) throw MemoException.BadLength(bytes.Length);
        bytes.CopyTo(_data.AsSpan(offset));
    }
}
