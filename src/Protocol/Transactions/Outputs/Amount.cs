// A value of a token in the clear (fact sheet ledger §2.3, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>How much of which token.</summary>
/// <param name="Value">In the token's smallest unit (10^-12 MOB).</param>
/// <param name="TokenId">The token.</param>
public readonly record struct Amount(ulong Value, ulong TokenId) : IDigestible, IWireMessage<Amount>
{
    /// <summary>Fixed-time equality.</summary>
    public bool Equals(Amount other) => (Choice.Equal(Value, other.Value) & Choice.Equal(TokenId, other.TokenId)).Reveal();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, TokenId);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Amount"u8);
        node.UInt64("value"u8, Value);
        Transactions.TokenId.AppendTo(ref transcript, "token_id"u8, TokenId);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Fixed64(1, Value);
        writer.Fixed64(2, TokenId);
    }

    /// <inheritdoc/>
    public static Amount ReadFrom(ref ProstReader reader)
    {
        ulong value = 0, token = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: value = reader.Fixed64(); break;
                case 2: token = reader.Fixed64(); break;
                default: reader.Skip(); break;
            }
        }
        return new Amount(value, token);
    }
}
