// An input whose signature came with it (fact sheet ledger §2.11, B.6, crypto §9.4).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The ring signature of a signed contingent input and what opens its pseudo-output.</summary>
public sealed class PresignedInputRing : InputRing, IWireMessage<PresignedInputRing>
{
    private OutputSecret _pseudoOutputSecret;

    /// <summary>From its fields.</summary>
    /// <param name="mlsag">The signature.</param>
    /// <param name="pseudoOutputSecret">What opens the pseudo-output.</param>
    public PresignedInputRing(RingMlsag mlsag, OutputSecret pseudoOutputSecret)
    {
        ArgumentNullException.ThrowIfNull(mlsag);
        Mlsag = mlsag;
        _pseudoOutputSecret = pseudoOutputSecret;
    }

    /// <summary>The signature.</summary>
    public RingMlsag Mlsag { get; }

    /// <summary>What opens the pseudo-output.</summary>
    public OutputSecret PseudoOutputSecret => _pseudoOutputSecret;

    /// <inheritdoc/>
    public override Amount Amount => _pseudoOutputSecret.Amount;

    void IWireMessage<PresignedInputRing>.WriteTo(ProstWriter writer)
    {
        writer.Message(1, Mlsag);
        writer.Message(2, _pseudoOutputSecret);
    }

    static PresignedInputRing IWireMessage<PresignedInputRing>.ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> mlsag = default, secret = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref mlsag); break;
                case 2: reader.Merge(ref secret); break;
                default: reader.Skip(); break;
            }
        }
        return new PresignedInputRing(reader.Message<RingMlsag>(mlsag), reader.Message<OutputSecret>(secret));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _pseudoOutputSecret = default;
}
