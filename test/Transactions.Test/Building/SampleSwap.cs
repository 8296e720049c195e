// Two parties who swap tokens: the one signs an input with rules, the other uses it.
using MobileCoin.Accounts;

namespace MobileCoin.Transactions.Test.Building;

/// <summary>The owner offers 1000 of token 1 for 500 of token 0; the taker has 5000 of token 0.</summary>
internal sealed class SampleSwap
{
    internal const ulong Offered = 1000, Wanted = 500, Has = 5000;

    private readonly int _offer, _funds;

    internal SampleSwap(int seed, uint version = 3)
    {
        Version = BlockVersion.FromUInt32(version);
        Owner = Samples.Account(seed + 1);
        Taker = Samples.Account(seed + 2);
        Ledger = new SampleLedger(seed, version);
        _offer = Ledger.Fund(Owner, new Amount(Offered, 1));
        _funds = Ledger.Fund(Taker, new Amount(Has, 0));
    }

    internal BlockVersion Version { get; }

    internal AccountKey Owner { get; }

    internal AccountKey Taker { get; }

    internal SampleLedger Ledger { get; }

    internal ReservedSubaddresses OwnerAddresses => new(Owner);

    internal SignedContingentInputBuilder Offer(int ringSize = SampleLedger.RingSize) =>
        new(Version, Ledger.Credentials(_offer, ringSize: ringSize), new NoFogResolver(), new EmptyMemoBuilder());

    internal SignedContingentInput Sign(SignedContingentInputBuilder offer) =>
        Ledger.WithProofs(offer.Build(new LocalRingSigner(Owner), Ledger.Random));

    /// <summary>All of what is offered for all of what is wanted.</summary>
    internal SignedContingentInput Whole(ulong tombstone = ulong.MaxValue)
    {
        using SignedContingentInputBuilder offer = Offer();
        offer.SetTombstoneBlock(tombstone);
        offer.AddRequiredOutput(new Amount(Wanted, 0), Owner.DefaultSubaddress(), Ledger.Random);
        return Sign(offer);
    }

    /// <summary>Any part, for the same part of what is wanted, besides a required output of 3 of token 0.</summary>
    internal SignedContingentInput Partial(ulong minimum = 10, ulong returned = Offered)
    {
        using SignedContingentInputBuilder offer = Offer();
        offer.AddPartialFillOutput(new Amount(Wanted, 0), Owner.DefaultSubaddress(), Ledger.Random);
        offer.AddPartialFillChangeOutput(new Amount(returned, 1), OwnerAddresses, Ledger.Random);
        offer.AddRequiredOutput(new Amount(3, 0), Owner.Subaddress(1), Ledger.Random);
        offer.MinPartialFillValue = minimum;
        return Sign(offer);
    }

    internal TransactionBuilder Take(ulong fee = SampleLedger.MinimumFee, bool withInput = true)
    {
        TransactionBuilder builder = new(Version, new Amount(fee, 0), new NoFogResolver(), new EmptyMemoBuilder());
        builder.SetTombstoneBlock(SampleLedger.Tombstone);
        if (withInput) builder.AddInput(Ledger.Credentials(_funds));
        return builder;
    }

    internal void Receive(TransactionBuilder builder, ulong taken, ulong paid)
    {
        builder.AddOutput(new Amount(taken, 1), Taker.DefaultSubaddress(), Ledger.Random);
        builder.AddChangeOutput(new Amount(Has - paid - builder.Fee.Value, 0), new ReservedSubaddresses(Taker), Ledger.Random);
    }

    internal Tx Build(TransactionBuilder builder) => builder.Build(new LocalRingSigner(Taker), Ledger.Random);

    /// <summary>The offer taken whole.</summary>
    internal Tx TakeWhole(SignedContingentInput sci)
    {
        using TransactionBuilder builder = Take();
        builder.AddPresignedInput(sci);
        Receive(builder, Offered, Wanted);
        return Build(builder);
    }

    /// <summary>The offer taken in part.</summary>
    internal Tx TakePart(SignedContingentInput sci, ulong taken, ulong paid)
    {
        using TransactionBuilder builder = Take();
        builder.AddPresignedPartialFillInput(sci, new Amount(Offered - taken, 1));
        Receive(builder, taken, paid);
        return Build(builder);
    }
}
