// Who may mint how much of a token (fact sheet ledger §3.3, crypto §5.7, §9.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A set of minters with their limit. Equality is that of all fields.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="SignerSet">Who must sign.</param>
/// <param name="MintLimit">How much they may mint in all.</param>
public sealed record MintConfig(ulong TokenId, SignerSet SignerSet, ulong MintLimit)
    : IComparable<MintConfig>, IDigestible, IWireMessage<MintConfig>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "MintConfig"u8);
        node.UInt64("token_id"u8, TokenId);
        node.Value("signer_set"u8, SignerSet);
        node.UInt64("mint_limit"u8, MintLimit);
    }

    /// <summary>The order of the fields.</summary>
    public int CompareTo(MintConfig? other)
    {
        if (other is null) return 1;
        int order = TokenId.CompareTo(other.TokenId);
        if (order == 0) order = SignerSet.CompareTo(other.SignerSet);
        return order == 0 ? MintLimit.CompareTo(other.MintLimit) : order;
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, TokenId);
        writer.Message(2, SignerSet);
        writer.UInt64(3, MintLimit);
    }

    /// <inheritdoc/>
    public static MintConfig ReadFrom(ref ProstReader reader)
    {
        ulong token = 0, limit = 0;
        ReadOnlySpan<byte> signers = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: token = reader.UInt64(); break;
                case 2: reader.Merge(ref signers); break;
                case 3: limit = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new MintConfig(token, reader.Message<SignerSet>(signers), limit);
    }
}
