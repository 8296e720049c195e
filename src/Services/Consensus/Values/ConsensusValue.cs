// What validators agree on (fact sheets consensus §4.4, §2.2).
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>The kinds of values, in their order.</summary>
internal enum ConsensusValueKind
{
    /// <summary>A transaction by its hash.</summary>
    TxHash = 0,

    /// <summary>A change of mint configurations, whole.</summary>
    MintConfigTx = 1,

    /// <summary>A minting, whole.</summary>
    MintTx = 2,
}

/// <summary>A value to agree on. Equality and order are those of the kind, then of what it holds.</summary>
internal sealed class ConsensusValue : IEquatable<ConsensusValue>, IComparable<ConsensusValue>, IDigestible
{
    private ConsensusValue(ConsensusValueKind kind, TxHash hash, MintConfigTx? mintConfigTx, MintTx? mintTx) =>
        (Kind, TxHash, MintConfigTx, MintTx) = (kind, hash, mintConfigTx, mintTx);

    /// <summary>The kind.</summary>
    internal ConsensusValueKind Kind { get; }

    /// <summary>The transaction's hash, if it is one.</summary>
    internal TxHash TxHash { get; }

    /// <summary>The change, if it is one.</summary>
    internal MintConfigTx? MintConfigTx { get; }

    /// <summary>The minting, if it is one.</summary>
    internal MintTx? MintTx { get; }

    /// <summary>A transaction.</summary>
    internal static ConsensusValue Of(TxHash hash) => new(ConsensusValueKind.TxHash, hash, null, null);

    /// <summary>A change of mint configurations.</summary>
    internal static ConsensusValue Of(MintConfigTx tx) => new(ConsensusValueKind.MintConfigTx, default, tx, null);

    /// <summary>A minting.</summary>
    internal static ConsensusValue Of(MintTx tx) => new(ConsensusValueKind.MintTx, default, null, tx);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        transcript.DigestVariant(context, "ConsensusValue"u8, (uint)Kind);
        switch (Kind)
        {
            case ConsensusValueKind.TxHash: TxHash.AppendTo(ref transcript, "TxHash"u8); break;
            case ConsensusValueKind.MintConfigTx: MintConfigTx!.AppendTo(ref transcript, "MintConfigTx"u8); break;
            default: MintTx!.AppendTo(ref transcript, "MintTx"u8); break;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(ConsensusValue? other)
    {
        if (other is null) return 1;
        if (Kind != other.Kind) return Kind.CompareTo(other.Kind);
        return Kind switch
        {
            ConsensusValueKind.TxHash => TxHash.CompareTo(other.TxHash),
            ConsensusValueKind.MintConfigTx => MintConfigTx!.CompareTo(other.MintConfigTx),
            _ => MintTx!.CompareTo(other.MintTx),
        };
    }

    /// <inheritdoc/>
    public bool Equals(ConsensusValue? other) =>
        other is not null && Kind == other.Kind && TxHash == other.TxHash && Equals(MintConfigTx, other.MintConfigTx) && Equals(MintTx, other.MintTx);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConsensusValue);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, TxHash, MintConfigTx, MintTx);

    /// <summary>Kind and hash, for logs: all of it is public.</summary>
    public override string ToString() => Kind switch
    {
        ConsensusValueKind.TxHash => $"TxHash({TxHash})",
        ConsensusValueKind.MintConfigTx => $"MintConfigTx({Convert.ToHexStringLower(MintConfigTx!.Prefix.Hash())})",
        _ => $"MintTx({Convert.ToHexStringLower(MintTx!.Prefix.Hash())})",
    };
}
