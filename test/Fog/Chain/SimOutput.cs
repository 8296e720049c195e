// An output of a simulated chain, and what the model knows of it.
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

/// <summary>Why its owner has to find an output, or has not.</summary>
internal enum Payment
{
    /// <summary>Nobody of ours can open it.</summary>
    Nobodys,

    /// <summary>A sender made it who respected the report's key and expiry: its owner finds it.</summary>
    Honest,

    /// <summary>It is its owner's, but its hint is not for a key that Fog promised to use at that block: it may be found, or not.</summary>
    Careless,
}

internal sealed class SimOutput(TxOut output, Payment payment, SimUser? owner, Amount amount, KeyImage keyImage, string hint)
{
    internal TxOut Output { get; } = output;

    internal Payment Payment { get; } = payment;

    internal SimUser? Owner { get; } = owner;

    internal Amount Amount { get; } = amount;

    /// <summary>What the owner marks it spent with.</summary>
    internal KeyImage KeyImage { get; } = keyImage;

    /// <summary>What its hint is, for the trace.</summary>
    internal string Hint { get; } = hint;

    /// <summary>The key that its hint is for, if a sender made it as he should.</summary>
    internal CompressedRistretto IngressKey { get; init; }

    internal ulong Block { get; set; }

    internal ulong GlobalIndex { get; set; }

    /// <summary>The block that spends it; null while it is not spent.</summary>
    internal ulong? SpentAt { get; set; }

    public override string ToString() => $"output {GlobalIndex} (block {Block}, {Payment}, {Hint}{(Owner is null ? "" : $", {Owner.Name}")})";
}
