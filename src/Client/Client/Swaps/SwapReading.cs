// Whether an offer is what it says, and what it says (fact sheet ledger §2.8).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>A signed contingent input that was validated.</summary>
internal sealed class SwapReading
{
    private readonly SignedContingentInputAmounts _amounts;

    private SwapReading(SignedContingentInput offer, SignedContingentInputAmounts amounts) => (Offer, _amounts) = (offer, amounts);

    internal SignedContingentInput Offer { get; }

    internal Amount? PartialFillChange => _amounts.PartialFillChange;

    internal ulong MinFill => Offer.TxIn.InputRules!.MinPartialFillValue;

    internal ulong? TombstoneBlock => Offer.TxIn.InputRules!.MaxTombstoneBlock is var block && block == 0 ? null : block;

    /// <summary>Reads an offer by itself: signature, amounts, rules.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidOffer"/>.</exception>
    internal static SwapReading Read(SignedContingentInput offer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        try
        {
            SignedContingentInputAmounts amounts = offer.Validate();
            if (offer.TxIn.Ring.Count != TransactionLimits.RingSize) throw Wrong($"its ring has {offer.TxIn.Ring.Count} members, not {TransactionLimits.RingSize}");
            return new SwapReading(offer, amounts);
        }
        catch (SignedContingentInputException e)
        {
            throw Wrong(e.Message, e);
        }
    }

    /// <summary>What taking so much of the offer changes for who takes it, by token, the fee left out.</summary>
    /// <param name="fill">How much is taken of an offer that may be filled partly; null: all.</param>
    internal SortedDictionary<ulong, Int128> Changes(ulong? fill)
    {
        ulong taken = 0;
        if (PartialFillChange is { } whole)
        {
            taken = fill ?? whole.Value;
            if (taken == 0 || taken < MinFill || taken > whole.Value)
            {
                throw new MobileCoinException(ClientError.InvalidAmount, $"of this offer {Math.Max(MinFill, 1)} to {whole.Value} can be taken, not {taken}");
            }
        }
        else if (fill is not null)
        {
            throw new MobileCoinException(ClientError.InvalidAmount, "this offer can be taken as a whole only");
        }
        SortedDictionary<ulong, Int128> changes = [];
        foreach ((ulong token, Int128 value) in _amounts.BalanceSheet(taken))
        {
            if (value != 0) changes.Add(token, -value);
        }
        return changes;
    }

    /// <summary>What it brings and costs as a whole.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidOffer"/>: it is no exchange of one token for another.</exception>
    internal SwapTerms Terms()
    {
        SortedDictionary<ulong, Int128> changes = Changes(null);
        var received = changes.Where(c => c.Value > 0).ToList();
        var paid = changes.Where(c => c.Value < 0).ToList();
        if (received.Count != 1 || paid.Count > 1) throw Wrong("it does not exchange one token for another");
        Amount pay = paid.Count == 0 ? new Amount(0, received[0].Key) : Of(paid[0].Key, -paid[0].Value);
        return new SwapTerms(Of(received[0].Key, received[0].Value), pay, PartialFillChange is not null, MinFill, TombstoneBlock);
    }

    internal static MobileCoinException Wrong(string message, Exception? cause = null) => new(ClientError.InvalidOffer, "the offer does not hold: " + message, cause);

    private static Amount Of(ulong token, Int128 value) => value <= ulong.MaxValue ? new Amount((ulong)value, token) : throw Wrong("its amounts are more than there can be");
}
