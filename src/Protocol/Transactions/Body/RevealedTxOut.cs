// An output whose amount everyone may read (fact sheet ledger §2.7, §2.8, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>An output with the secret that unmasks its amount, and nothing else of it. Immutable.</summary>
public sealed partial class RevealedTxOut : IEquatable<RevealedTxOut>, IDigestible, IWireMessage<RevealedTxOut>
{
    private readonly byte[] _amountSharedSecret;

    /// <summary>An output from its fields.</summary>
    /// <param name="txOut">The output.</param>
    /// <param name="amountSharedSecret">The secret; 32 bytes in a valid one, which is checked when the amount is read.</param>
    public RevealedTxOut(TxOut txOut, ReadOnlySpan<byte> amountSharedSecret)
    {
        TxOut = txOut;
        _amountSharedSecret = amountSharedSecret.ToArray();
    }

    /// <summary>The output.</summary>
    public TxOut TxOut { get; }

    /// <summary>The secret that unmasks the amount.</summary>
    public ReadOnlySpan<byte> AmountSharedSecret => _amountSharedSecret;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "RevealedTxOut"u8);
        node.Value("tx_out"u8, TxOut);
        node.Bytes("amount_shared_secret"u8, _amountSharedSecret);
    }

    /// <inheritdoc/>
    public bool Equals(RevealedTxOut? other) =>
        other is not null && TxOut.Equals(other.TxOut) && AmountSharedSecret.SequenceEqual(other.AmountSharedSecret);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RevealedTxOut);

    /// <inheritdoc/>
    public override int GetHashCode() => TxOut.GetHashCode();

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, TxOut);
        writer.Bytes(2, _amountSharedSecret);
    }

    /// <inheritdoc/>
    public static RevealedTxOut ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> output = default, secret = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref output); break;
                case 2: secret = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new RevealedTxOut(reader.Message<TxOut>(output), secret);
    }
}
