using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>An exchange that an account offers to whoever takes it. Immutable.</summary>
/// <param name="Give">What the account gives.</param>
/// <param name="Want">What it wants for that, all of it.</param>
public sealed record SwapOffer(Amount Give, Amount Want)
{
    /// <summary>Whether others may take a part: they give the same part of what is wanted, rounded up.</summary>
    public bool MayFillPartly { get; init; }

    /// <summary>The least of <see cref="Give"/> that may be taken; 0: any. Only of an offer that may be filled partly.</summary>
    public ulong MinFill { get; init; }

    /// <summary>For so many blocks the offer is good: 1 to 20,160. The account's fog may make it fewer.</summary>
    public ulong TombstoneBlocks { get; init; } = TransactionLimits.MaxTombstoneBlocks;
}

/// <summary>What an offer that was given to an account would bring and cost it. Immutable.</summary>
/// <param name="Receive">What the account would receive at most.</param>
/// <param name="Pay">What it would pay for all of that, beside the fee.</param>
/// <param name="MayFillPartly">Whether it may take a part.</param>
/// <param name="MinFill">The least of <see cref="Receive"/> that it may take.</param>
/// <param name="TombstoneBlock">The block from which on the offer cannot be taken any more; null if there is none.</param>
public sealed record SwapTerms(Amount Receive, Amount Pay, bool MayFillPartly, ulong MinFill, ulong? TombstoneBlock);
