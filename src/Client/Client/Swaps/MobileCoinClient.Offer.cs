// Offering exchanges, and taking them back (fact sheets ledger §2.8, §4.2; fog §7.7 "Swaps").
using MobileCoin.Accounts;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>
    /// Signs an offer, to be given to whoever may take it. It spends one output, which is kept from other payments until the offer is taken,
    /// cancelled or over; what the output holds beyond the offer returns when it is taken.
    /// </summary>
    /// <param name="offer">What is given, and wanted for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.InvalidAmount"/>, <see cref="ClientError.InvalidOffer"/>, <see cref="ClientError.InsufficientFunds"/>;
    /// <see cref="ClientError.NeedsDefragmentation"/>: no single output holds as much; <see cref="ClientError.UpdateRequired"/>. Otherwise as of
    /// <see cref="PrepareAsync"/>.
    /// </exception>
    public async Task<SignedContingentInput> OfferAsync(SwapOffer offer, CancellationToken cancellationToken = default)
    {
        Check(offer);
        AccountKey key = Account.Key;
        using IDisposable entered = await EnterAsync(cancellationToken).ConfigureAwait(false);
        OwnedTxOut input = ChooseOne(offer.Give);
        var plan = new DraftPlan
        {
            Inputs = Own([input]),
            Fee = new Amount(0, TokenId.Mob),
            Memos = static _ => new EmptyMemoBuilder(),
            TombstoneBlocks = offer.TombstoneBlocks,
            AddOutputs = static _ => { },
        };
        using Ingredients ingredients = await GatherAsync(plan, cancellationToken).ConfigureAwait(false);
        if (!ingredients.Version.HasInputRules) throw new MobileCoinException(ClientError.Rejected, "the network does not have swaps yet");
        SignedContingentInput signed = PaymentErrors.Building(Options.TimeProvider, () => Sign(offer, input.Amount.Value, key, ingredients));
        Reserve([input.GlobalIndex], signed.TxIn.InputRules!.MaxTombstoneBlock is var block && block == 0 ? ulong.MaxValue : block);
        return signed;
    }

    /// <summary>
    /// Takes an offer back: its output is spent to the account itself, for a fee, so that nobody can take it any more. If somebody was faster
    /// the offer is taken.
    /// </summary>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.InvalidOffer"/>: not an offer of this account; <see cref="ClientError.OfferGone"/>: it is taken or cancelled already;
    /// <see cref="ClientError.Dust"/>: its output is not worth the fee. Otherwise as of <see cref="SendAsync(Payment, CancellationToken)"/>.
    /// </exception>
    public async Task<SentPayment> CancelOfferAsync(SignedContingentInput offer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(offer);
        OwnedTxOut input = Snapshot.Outputs.FirstOrDefault(o => o.KeyImage == offer.KeyImage)
            ?? throw new MobileCoinException(ClientError.InvalidOffer, "this offer is of another account, or of an output that is not known yet");
        if (input.SpentAt is not null) throw Gone();
        try
        {
            return await SendAsync((_, token) => CancelPlanAsync(input, token), mayRebuild: true, cancellationToken).ConfigureAwait(false);
        }
        catch (MobileCoinException e) when (e.Error == ClientError.AlreadySpent && e.Payment is null)
        {
            throw Gone(e);
        }
    }

    private static MobileCoinException Gone(Exception? cause = null) => new(ClientError.OfferGone, "the offer was taken or cancelled already", cause);

    private static void Check(SwapOffer offer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        if (offer.Give.Value == 0 || offer.Want.Value == 0) throw new MobileCoinException(ClientError.InvalidAmount, "an amount of zero cannot be exchanged");
        if (offer.Give.TokenId == offer.Want.TokenId) throw new MobileCoinException(ClientError.InvalidOffer, "an offer exchanges one token for another");
        if (!offer.MayFillPartly && offer.MinFill != 0) throw new MobileCoinException(ClientError.InvalidOffer, "only an offer that may be filled partly has a least fill");
        if (offer.MinFill > offer.Give.Value) throw new MobileCoinException(ClientError.InvalidOffer, "the least fill is more than the offer gives");
        CheckTombstone(offer.TombstoneBlocks);
    }

    /// <summary>The smallest output that holds an amount, and of those the oldest.</summary>
    private OwnedTxOut ChooseOne(Amount amount)
    {
        OwnedTxOut[] outputs = [.. Spendable(amount.TokenId).OrderBy(o => o.GlobalIndex)];
        if (outputs.Where(o => o.Amount.Value >= amount.Value).MinBy(o => o.Amount.Value) is { } one) return one;
        TokenInfo token = TokenInfo.Unnamed(amount.TokenId);
        throw Sum(outputs) >= amount.Value
            ? new MobileCoinException(ClientError.NeedsDefragmentation, $"no single output holds {token.Format(amount.Value)}, which an offer takes")
            : new MobileCoinException(ClientError.InsufficientFunds, $"the account can spend {token.Format(PaymentErrors.Clamp(Sum(outputs)))}, and the offer gives {token.Format(amount.Value)}");
    }

    private SignedContingentInput Sign(SwapOffer offer, ulong inputValue, AccountKey key, Ingredients ingredients)
    {
        using var builder = new SignedContingentInputBuilder(ingredients.Version, ingredients.TakeInputs()[0], ingredients.Resolver, new EmptyMemoBuilder());
        builder.SetTombstoneBlock(ingredients.Tip.BlockCount + offer.TombstoneBlocks);
        var own = new ReservedSubaddresses(key);
        var rest = new Amount(inputValue - offer.Give.Value, offer.Give.TokenId);
        if (offer.MayFillPartly)
        {
            builder.MinPartialFillValue = offer.MinFill;
            builder.AddPartialFillOutput(offer.Want, own.PrimaryAddress, Options.Random);
            builder.AddPartialFillChangeOutput(offer.Give, own, Options.Random);
        }
        else
        {
            builder.AddRequiredOutput(offer.Want, own.PrimaryAddress, Options.Random);
        }
        if (rest.Value > 0) builder.AddRequiredChangeOutput(rest, own, Options.Random);
        CheckDeadline(builder.TombstoneBlock, ingredients.Tip);
        return builder.Build(new LocalRingSigner(key), Options.Random);
    }

    private async Task<DraftPlan> CancelPlanAsync(OwnedTxOut input, CancellationToken cancellationToken)
    {
        NetworkStatus terms = await TermsAsync(cancellationToken).ConfigureAwait(false);
        var fee = new Amount(MinimumFee(terms, input.Amount.TokenId), input.Amount.TokenId);
        if (input.Amount.Value <= fee.Value)
        {
            throw new MobileCoinException(ClientError.Dust, "the offer's output is not worth the fee of taking it back; it ends with its tombstone block");
        }
        return new DraftPlan
        {
            Inputs = Own([input]),
            Fee = fee,
            Memos = static _ => new EmptyMemoBuilder(),
            AddOutputs = outputs =>
            {
                outputs.Pay(new Amount(input.Amount.Value - fee.Value, fee.TokenId), Account.Address);
                outputs.Return(new Amount(0, fee.TokenId));
            },
        };
    }
}
