namespace MobileCoin.Client;

/// <summary>A payment that was sent. Immutable.</summary>
public sealed class SentPayment
{
    /// <summary>A payment of a draft that was sent before, for instance by an app that was closed since.</summary>
    /// <param name="draft">The draft.</param>
    public SentPayment(PaymentDraft draft)
        : this(draft, isTaken: false)
    {
    }

    internal SentPayment(PaymentDraft draft, bool isTaken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        (Draft, IsTaken) = (draft, isTaken);
    }

    /// <summary>What was sent.</summary>
    public PaymentDraft Draft { get; }

    /// <summary>Whether a consensus node said that it took the payment. If not, <see cref="MobileCoinClient.WaitAsync"/> sends it again.</summary>
    public bool IsTaken { get; }

    /// <summary>The draft's name.</summary>
    public override string ToString() => Draft.ToString();
}

/// <summary>What became of a payment.</summary>
public enum PaymentState
{
    /// <summary>It is on its way.</summary>
    Unknown,

    /// <summary>It is in the ledger: paid.</summary>
    Appeared,

    /// <summary>Its tombstone block is over without it: it is not paid, and will not be.</summary>
    Expired,
}

/// <summary>What is known of a payment.</summary>
/// <param name="State">What became of it.</param>
/// <param name="BlockIndex">The block that it is in; null unless it appeared.</param>
/// <param name="Time">When that block was signed; null if that is not known.</param>
public readonly record struct PaymentStatus(PaymentState State, ulong? BlockIndex = null, DateTimeOffset? Time = null);
