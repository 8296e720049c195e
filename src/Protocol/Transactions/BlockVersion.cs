// The rules in force at a block (fact sheet ledger §1).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>A block version: a number from 0 to <see cref="MaxValue"/>, with the features it turns on. The default is 0.</summary>
public readonly record struct BlockVersion : IDigestible, IComparable<BlockVersion>
{
    /// <summary>The highest version there is. It enables nothing that 3 does not.</summary>
    public const uint MaxValue = 4;

    private BlockVersion(uint value) => Value = value;

    /// <summary>The highest version there is.</summary>
    public static BlockVersion Max => new(MaxValue);

    /// <summary>The number.</summary>
    public uint Value { get; }

    /// <summary>Every output carries an encrypted memo; below, none may.</summary>
    public bool HasEncryptedMemos => Value >= 1;

    /// <summary>Outputs carry a masked token id of 8 bytes, and fees may be paid in any token; below, there is only token 0.</summary>
    public bool HasMaskedTokenIds => Value >= 2;

    /// <summary>Minting transactions are accepted.</summary>
    public bool HasMinting => Value >= 2;

    /// <summary>Ring signatures sign a digest of the extended message, not the message itself.</summary>
    public bool SignsExtendedMessageDigest => Value >= 2;

    /// <summary>The outputs of a transaction must be sorted by public key.</summary>
    public bool RequiresSortedOutputs => Value >= 3;

    /// <summary>Minted outputs may carry a fog hint.</summary>
    public bool HasMintingToFog => Value >= 3;

    /// <summary>One transaction may hold several tokens, with one range proof for each.</summary>
    public bool HasMixedTransactions => Value >= 3;

    /// <summary>Inputs may carry rules (signed contingent inputs).</summary>
    public bool HasInputRules => Value >= 3;

    /// <summary>New outputs have masked amounts of version 2.</summary>
    public bool HasMaskedAmountV2 => Value >= 3;

    /// <summary>Blocks must carry metadata.</summary>
    public bool RequiresBlockMetadata => Value >= 3;

    /// <summary>Ring signatures sign a digest that covers the transaction's summary.</summary>
    public bool SignsTxSummaryDigest => Value >= 3;

    /// <summary>Signer sets of mint configurations may hold further signer sets.</summary>
    public bool HasNestedMultisigs => Value >= 3;

    /// <summary>The version of a number.</summary>
    /// <exception cref="UnsupportedBlockVersionException">A number above <see cref="MaxValue"/>.</exception>
    public static BlockVersion FromUInt32(uint value) =>
        TryFromUInt32(value, out BlockVersion version) ? version : throw new UnsupportedBlockVersionException(value);

    /// <summary>The version of a number; false above <see cref="MaxValue"/>.</summary>
    public static bool TryFromUInt32(uint value, out BlockVersion version)
    {
        version = value <= MaxValue ? new(value) : default;
        return value <= MaxValue;
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "BlockVersion"u8);
        node.UInt32("0"u8, Value);
    }

    /// <inheritdoc/>
    public int CompareTo(BlockVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a version is earlier.</summary>
    public static bool operator <(BlockVersion a, BlockVersion b) => a.Value < b.Value;

    /// <summary>Whether a version is later.</summary>
    public static bool operator >(BlockVersion a, BlockVersion b) => a.Value > b.Value;

    /// <summary>Whether a version is not later.</summary>
    public static bool operator <=(BlockVersion a, BlockVersion b) => a.Value <= b.Value;

    /// <summary>Whether a version is not earlier.</summary>
    public static bool operator >=(BlockVersion a, BlockVersion b) => a.Value >= b.Value;
}
