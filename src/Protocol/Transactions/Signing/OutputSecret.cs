// What opens the commitment of an output (fact sheet ledger §2.11, B.6, crypto §9.4).
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The amount of an output and the blinding of its commitment. A secret; has no text form.</summary>
/// <param name="amount">The amount.</param>
/// <param name="blinding">The blinding.</param>
public readonly struct OutputSecret(Amount amount, Scalar blinding) : IWireMessage<OutputSecret>
{
    private readonly Scalar _blinding = blinding;

    /// <summary>From an unmasked amount.</summary>
    public OutputSecret(in UnmaskedAmount unmasked)
        : this(unmasked.Amount, unmasked.Blinding)
    {
    }

    /// <summary>The amount.</summary>
    public Amount Amount { get; } = amount;

    /// <summary>The blinding.</summary>
    public Scalar Blinding => _blinding;

    /// <summary>The same as an unmasked amount, which knows its commitment.</summary>
    public UnmaskedAmount Unmasked() => new(Amount.Value, Amount.TokenId, _blinding);

    /// <summary>Names the type only: an output's secret is one.</summary>
    public override string ToString() => nameof(OutputSecret);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, Amount);
        writer.Scalar(2, _blinding);
    }

    /// <inheritdoc/>
    public static OutputSecret ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> amount = default, blinding = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref amount); break;
                case 2: reader.Merge(ref blinding); break;
                default: reader.Skip(); break;
            }
        }
        return new OutputSecret(reader.Message<Amount>(amount), reader.Scalar(blinding, "OutputSecret.blinding"));
    }
}
