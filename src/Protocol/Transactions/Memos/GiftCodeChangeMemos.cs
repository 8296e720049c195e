// Memos that gift codes leave on change (fact sheet ledger §2.6, crypto §3.8).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>On the change of a transaction that funds a gift code.</summary>
public sealed class GiftCodeFundingMemo : Memo
{
    /// <summary>Bytes of the note at most.</summary>
    public const int NoteSize = MemoPayload.DataSize - NoteOffset;

    private const int HashSize = 4, FeeOffset = HashSize, NoteOffset = 11;

    /// <summary>A memo.</summary>
    /// <param name="fundingPublicKey">The public key of the output that holds the gift.</param>
    /// <param name="fee">The fee that was paid.</param>
    /// <param name="note">What the sender notes.</param>
    /// <exception cref="MemoException"><see cref="MemoError.MaxFeeExceeded"/>; <see cref="MemoError.BadLength"/> of the note.</exception>
    public GiftCodeFundingMemo(CompressedRistretto fundingPublicKey, ulong fee, string note)
        : base(MemoType.GiftCodeFunding)
    {
        HashKey(fundingPublicKey, Fields[..HashSize]);
        WriteFee(FeeOffset, fee);
        WriteNote(NoteOffset, note);
        FundingNote = ReadNote(NoteOffset);
    }

    internal GiftCodeFundingMemo(ReadOnlySpan<byte> data)
        : base(MemoType.GiftCodeFunding, data) => FundingNote = ReadNote(NoteOffset);

    /// <summary>The first 4 bytes of a hash of the public key of the output that holds the gift.</summary>
    public ReadOnlySpan<byte> PublicKeyHash => Data[..HashSize];

    /// <summary>The fee that was paid.</summary>
    public ulong Fee => ReadFee(FeeOffset);

    /// <summary>What the sender noted.</summary>
    public string FundingNote { get; }

    /// <summary>Whether an output may be the one that holds the gift; one in 2^32 others seems so too.</summary>
    public bool PublicKeyMatches(CompressedRistretto publicKey)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        HashKey(publicKey, hash);
        return Choice.Equal(hash, PublicKeyHash).Reveal();
    }

    private static void HashKey(CompressedRistretto publicKey, Span<byte> hash)
    {
        Span<byte> digest = stackalloc byte[Blake2b.MaxDigestSize], key = stackalloc byte[CompressedRistretto.Size];
        publicKey.CopyTo(key);
        Blake2b.Hash("mc-gift-funding-tx-pub-key"u8, key, digest);
        digest[..HashSize].CopyTo(hash);
    }
}

/// <summary>On the output of a transaction that takes a gift code back.</summary>
public sealed class GiftCodeCancellationMemo : Memo
{
    private const int FeeOffset = 8;

    /// <summary>A memo.</summary>
    /// <param name="globalIndex">Where in the ledger the output is that held the gift.</param>
    /// <param name="fee">The fee that was paid.</param>
    /// <exception cref="MemoException"><see cref="MemoError.MaxFeeExceeded"/>.</exception>
    public GiftCodeCancellationMemo(ulong globalIndex, ulong fee)
        : base(MemoType.GiftCodeCancellation)
    {
        WriteUInt64(0, globalIndex);
        WriteFee(FeeOffset, fee);
    }

    internal GiftCodeCancellationMemo(ReadOnlySpan<byte> data)
        : base(MemoType.GiftCodeCancellation, data)
    {
    }

    /// <summary>Where in the ledger the output is that held the gift.</summary>
    public ulong GlobalIndex => ReadUInt64(0);

    /// <summary>The fee that was paid.</summary>
    public ulong Fee => ReadFee(FeeOffset);
}
