// Memos of category 00: for oneself, or for nobody in particular (fact sheet ledger §2.6, crypto §3.8).
namespace MobileCoin.Transactions;

/// <summary>No memo: 64 bytes that mean nothing.</summary>
public sealed class UnusedMemo : Memo
{
    /// <summary>64 zero bytes.</summary>
    public UnusedMemo()
        : base(MemoType.Unused)
    {
    }

    internal UnusedMemo(ReadOnlySpan<byte> data)
        : base(MemoType.Unused, data)
    {
    }
}

/// <summary>Why an amount was burned: 64 bytes with a meaning to whoever redeems it.</summary>
public sealed class BurnRedemptionMemo : Memo
{
    /// <summary>A memo of the 64 bytes of a redemption.</summary>
    /// <exception cref="MemoException"><see cref="MemoError.BadLength"/>.</exception>
    public BurnRedemptionMemo(ReadOnlySpan<byte> data)
        : base(MemoType.BurnRedemption, data)
    {
    }
}

/// <summary>Written to himself by who takes the money of a gift code.</summary>
public sealed class GiftCodeSenderMemo : Memo
{
    /// <summary>Bytes of the note at most.</summary>
    public const int NoteSize = MemoPayload.DataSize - NoteOffset;

    private const int NoteOffset = 7;

    /// <summary>A memo of a fee and a note.</summary>
    /// <exception cref="MemoException"><see cref="MemoError.MaxFeeExceeded"/>; <see cref="MemoError.BadLength"/> of the note.</exception>
    public GiftCodeSenderMemo(ulong fee, string note)
        : base(MemoType.GiftCodeSender)
    {
        WriteFee(0, fee);
        WriteNote(NoteOffset, note);
        SenderNote = ReadNote(NoteOffset);
    }

    internal GiftCodeSenderMemo(ReadOnlySpan<byte> data)
        : base(MemoType.GiftCodeSender, data) => SenderNote = ReadNote(NoteOffset);

    /// <summary>The fee that was paid.</summary>
    public ulong Fee => ReadFee(0);

    /// <summary>What the sender noted.</summary>
    public string SenderNote { get; }
}

/// <summary>Written by who joins outputs of his own into one.</summary>
public sealed class DefragmentationMemo : Memo
{
    private const int OutlayOffset = 7, IdOffset = 15;

    /// <summary>A memo of a step of a defragmentation.</summary>
    /// <param name="fee">The fee paid in this step; 0 on change.</param>
    /// <param name="totalOutlay">The amount joined and the fee; 0 on change.</param>
    /// <param name="defragmentationId">The same in all steps.</param>
    /// <exception cref="MemoException"><see cref="MemoError.MaxFeeExceeded"/>.</exception>
    public DefragmentationMemo(ulong fee, ulong totalOutlay, ulong defragmentationId)
        : base(MemoType.Defragmentation)
    {
        WriteFee(0, fee);
        WriteUInt64(OutlayOffset, totalOutlay);
        WriteUInt64(IdOffset, defragmentationId);
    }

    internal DefragmentationMemo(ReadOnlySpan<byte> data)
        : base(MemoType.Defragmentation, data)
    {
    }

    /// <summary>The fee.</summary>
    public ulong Fee => ReadFee(0);

    /// <summary>The amount joined and the fee.</summary>
    public ulong TotalOutlay => ReadUInt64(OutlayOffset);

    /// <summary>Which defragmentation this is a step of.</summary>
    public ulong DefragmentationId => ReadUInt64(IdOffset);
}
