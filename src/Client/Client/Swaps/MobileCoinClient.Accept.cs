// Taking others' offers (fact sheets ledger §2.8, §4.1 "Presigned inputs"; fog §7.7 "Swaps").
using MobileCoin.Transactions;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>What an offer would bring and cost, if it holds. Nothing is asked: whether it is still there, taking it tells.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidOffer"/>.</exception>
    public static SwapTerms ReadOffer(SignedContingentInput offer) => SwapReading.Read(offer).Terms();

    /// <summary>Builds the transaction that takes an offer, and sends nothing.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="fill">How much of what is given is taken, of an offer that may be filled partly; null: all.</param>
    /// <param name="feeTokenId">The token that the fee is paid in; null: the one that is paid with, if the network has a fee for it, otherwise MOB.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.InvalidOffer"/>: it does not hold, or would bring nothing beside its fee; <see cref="ClientError.OfferGone"/>: it was
    /// taken or cancelled; <see cref="ClientError.TombstonePassed"/>; <see cref="ClientError.InvalidAmount"/> of the fill. Otherwise as of
    /// <see cref="PrepareAsync"/>.
    /// </exception>
    public async Task<PaymentDraft> PrepareAcceptAsync(
        SignedContingentInput offer, ulong? fill = null, ulong? feeTokenId = null, CancellationToken cancellationToken = default)
    {
        SwapReading reading = SwapReading.Read(offer);
        using IDisposable entered = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await BuildAsync(await AcceptPlanAsync(reading, fill, feeTokenId, [], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="fill">How much of what is given is taken, of an offer that may be filled partly; null: all.</param>
    /// <param name="feeTokenId">The token that the fee is paid in; null: the one that is paid with, if the network has a fee for it, otherwise MOB.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">
    /// As of <see cref="PrepareAcceptAsync"/> and <see cref="SendAsync(PaymentDraft, CancellationToken)"/>; <see cref="ClientError.AlreadySpent"/>
    /// also if somebody else took the offer meanwhile.
    /// </exception>
    public async Task<SentPayment> AcceptAsync(
        SignedContingentInput offer, ulong? fill = null, ulong? feeTokenId = null, CancellationToken cancellationToken = default)
    {
        SwapReading reading = SwapReading.Read(offer);
        return await SendAsync((required, token) => AcceptPlanAsync(reading, fill, feeTokenId, required, token), mayRebuild: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DraftPlan> AcceptPlanAsync(
        SwapReading reading, ulong? fill, ulong? feeTokenId, IReadOnlyList<ulong> required, CancellationToken cancellationToken)
    {
        SignedContingentInput offer = reading.Offer;
        if (Snapshot.Outputs.Any(o => o.KeyImage == offer.KeyImage)) throw SwapReading.Wrong("it is this account's own: to take it back, cancel it");
        SortedDictionary<ulong, Int128> changes = reading.Changes(fill);
        NetworkStatus terms = await TermsAsync(cancellationToken).ConfigureAwait(false);
        Amount fee = FeeOf(changes, feeTokenId, terms);
        changes[fee.TokenId] = changes.GetValueOrDefault(fee.TokenId) - fee.Value;
        if (!changes.Values.Any(v => v > 0)) throw SwapReading.Wrong("it would bring nothing beside its fee");
        SignedContingentInput proven = await CheckAsync(reading, terms, cancellationToken).ConfigureAwait(false);

        // A ring that holds an output of the account's own keeps that from being spent beside it.
        HashSet<ulong> ring = [.. offer.TxOutGlobalIndices];
        List<OwnedTxOut> inputs = [];
        Dictionary<ulong, ulong> returns = [];
        int places = TransactionLimits.MaxInputs - 1;
        foreach ((ulong token, Int128 change) in changes.OrderBy(c => c.Value < 0))
        {
            Int128 rest = change;
            if (change < 0)
            {
                // One place at least is left for each token that is paid after this one.
                int others = changes.Count(c => c.Value < 0) - 1 - inputs.Select(i => i.Amount.TokenId).Distinct().Count();
                if (-change > ulong.MaxValue) throw new MobileCoinException(ClientError.InvalidAmount, "the offer takes more than there can be of a token, 2^64 - 1");
                HashSet<ulong> known = [.. Spendable(token).Select(o => o.GlobalIndex)];
                List<OwnedTxOut> some = Choose(token, (ulong)-change, 0, places - inputs.Count - others, [.. required.Where(known.Contains)], ring);
                inputs.AddRange(some);
                rest += (Int128)Sum(some);
            }
            if (rest > ulong.MaxValue) throw SwapReading.Wrong("it brings more than there can be of a token");
            returns.Add(token, (ulong)rest);
        }
        return new DraftPlan
        {
            Inputs = Own(inputs),
            Fee = fee,
            Memos = static _ => new EmptyMemoBuilder(),
            Excluded = offer.TxOutGlobalIndices,
            AddOutputs = outputs =>
            {
                if (reading.PartialFillChange is { } whole)
                {
                    outputs.Builder.AddPresignedPartialFillInput(proven, whole with { Value = whole.Value - (fill ?? whole.Value) });
                }
                else
                {
                    outputs.Builder.AddPresignedInput(proven);
                }
                foreach ((ulong token, ulong value) in returns) outputs.Return(new Amount(value, token));
            },
        };
    }

    private static Amount FeeOf(SortedDictionary<ulong, Int128> changes, ulong? feeTokenId, NetworkStatus terms)
    {
        if (feeTokenId is { } given) return new Amount(MinimumFee(terms, given), given);
        foreach ((ulong token, Int128 change) in changes)
        {
            if (change < 0 && terms.MinimumFees.Find(token, out ulong fee).Reveal()) return new Amount(fee, token);
        }
        return new Amount(MinimumFee(terms, TokenId.Mob), TokenId.Mob);
    }

    /// <summary>Whether the offer can still be taken: its version, deadline, key image, and that its ring is in the ledger.</summary>
    /// <returns>The offer with proofs of now.</returns>
    private async Task<SignedContingentInput> CheckAsync(SwapReading reading, NetworkStatus terms, CancellationToken cancellationToken)
    {
        SignedContingentInput offer = reading.Offer;
        var request = new CheckKeyImagesRequest([new KeyImageQuery(offer.KeyImage, 0)]);
        CheckKeyImagesResponse answer = await Transport.CheckKeyImagesAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.Results.Count != 1 || answer.Results[0].KeyImage != offer.KeyImage)
        {
            throw new MobileCoinException(ClientError.InconsistentAnswer, "Fog ledger's answer is not to be believed: it is about another key image");
        }
        if (answer.Results[0].KeyImageResultCode == KeyImageResultCode.Spent) throw Gone();
        if (answer.Results[0].KeyImageResultCode != KeyImageResultCode.NotSpent)
        {
            throw new MobileCoinException(ClientError.ServiceUnavailable, "Fog ledger cannot tell whether the offer is still there");
        }
        uint version = Math.Max(terms.BlockVersion, answer.LatestBlockVersion);
        if (offer.BlockVersion != version) throw SwapReading.Wrong($"it is made for blocks of version {offer.BlockVersion}, and the network's have {version}");
        if (reading.TombstoneBlock is { } tombstone && tombstone <= answer.NumBlocks)
        {
            throw new MobileCoinException(ClientError.TombstonePassed, $"the offer was good up to block {tombstone}, and the ledger has {answer.NumBlocks} blocks");
        }
        if (offer.TxOutGlobalIndices.Any(i => i >= answer.GlobalTxoCount) || offer.TxOutGlobalIndices.Distinct().Count() != offer.TxOutGlobalIndices.Count)
        {
            throw SwapReading.Wrong("its ring is not in the ledger");
        }
        ProvenOutputs members = await ProvenOutputs.FetchAsync(Transport, offer.TxOutGlobalIndices, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < offer.TxIn.Ring.Count; i++)
        {
            if (!members[offer.TxOutGlobalIndices[i]].Output.Equals(offer.TxIn.Ring[i])) throw SwapReading.Wrong("its ring is not in the ledger");
        }
        return offer.WithProofs([.. offer.TxOutGlobalIndices.Select(i => members[i].Proof)]);
    }
}
