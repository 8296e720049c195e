// Money in a text: gift codes and transfers (fact sheets crypto §7.2, ledger §4.3).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>A transfer that is built and not sent. Keep the code before the draft is sent: without it the money is lost.</summary>
/// <param name="Draft">The payment to the transfer's account.</param>
/// <param name="Code">The code of that account; whoever has it can take the money. Dispose of it.</param>
public sealed record TransferDraft(PaymentDraft Draft, PaymentCode Code);

public sealed partial class MobileCoinClient
{
    /// <summary>
    /// Sets money apart for a gift code: on a subaddress of the account's own, which its payments do not spend. When it has appeared,
    /// <see cref="GetGiftCode"/> makes the code, also again.
    /// </summary>
    /// <param name="amount">How much of which token.</param>
    /// <param name="note">A note to oneself, 53 bytes at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">As of <see cref="SendAsync(Payment, CancellationToken)"/>.</exception>
    public async Task<SentPayment> FundGiftCodeAsync(Amount amount, string note = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        var payment = new Payment(Account.Address, amount) { Memo = PaymentMemo.Of("gift code funding", () => new GiftCodeFundingMemoBuilder(note)) };
        Check(payment);
        return await SendAsync(
            async (required, token) =>
            {
                DraftPlan plan = await PlanAsync(payment, required, token).ConfigureAwait(false);
                ulong change = plan.Inputs.OfType<OwnInput>().Aggregate(0UL, (sum, i) => sum + i.Output.Amount.Value) - amount.Value - plan.Fee.Value;
                return plan with
                {
                    AddOutputs = outputs =>
                    {
                        outputs.FundGiftCode(amount);
                        outputs.Return(new Amount(change, amount.TokenId));
                    },
                };
            },
            mayRebuild: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The code of money that was set apart: whoever has it can take the money. Dispose of it.</summary>
    /// <param name="output">The output on the gift-code subaddress.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidCode"/>: an output of another subaddress; <see cref="ClientError.ViewOnly"/>.</exception>
    public PaymentCode GetGiftCode(OwnedTxOut output)
    {
        CheckGift(output);
        AccountKey key = Account.Key;
        RistrettoPublic publicKey = RistrettoPublic.Parse(output.PublicKey.ToBytes());
        using RistrettoPrivate spend = key.SubaddressSpendPrivate(SubaddressIndex.GiftCode);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, key.ViewPrivateKey, spend);
        byte[] shared = OnetimeKeys.SharedSecret(publicKey, key.ViewPrivateKey).ToBytes();
        var code = PaymentCode.Of(new TxOutGiftCode(output.GlobalIndex, onetime, shared));
        CryptographicOperations.ZeroMemory(shared);
        return code;
    }

    /// <summary>Takes back money that was set apart for a gift code, for a fee.</summary>
    /// <param name="output">The output on the gift-code subaddress.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.AlreadySpent"/>: somebody took the gift; <see cref="ClientError.Dust"/>. Otherwise as of
    /// <see cref="SendAsync(Payment, CancellationToken)"/>.
    /// </exception>
    public async Task<SentPayment> CancelGiftCodeAsync(OwnedTxOut output, CancellationToken cancellationToken = default)
    {
        CheckGift(output);
        return await SendAsync(
            (_, token) => SweepPlanAsync(Own([output])[0], output.Amount, () => new GiftCodeCancellationMemoBuilder(output.GlobalIndex), token),
            mayRebuild: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Builds a transfer: a payment to a new account whose keys are in the code.</summary>
    /// <param name="amount">How much of which token.</param>
    /// <param name="memo">A text for whoever takes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">As of <see cref="PrepareAsync"/>.</exception>
    public async Task<TransferDraft> PrepareTransferAsync(Amount amount, string memo = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(memo);
        byte[] entropy = new byte[RootIdentity.EntropySize];
        Options.Random(entropy);
        try
        {
            using var identity = new RootIdentity(entropy);
            using AccountKey account = identity.ToAccountKey();
            PaymentDraft draft = await PrepareAsync(new Payment(account.DefaultSubaddress(), amount) { Memo = PaymentMemo.Anonymous }, cancellationToken).ConfigureAwait(false);
            return new TransferDraft(draft, PaymentCode.Of(TransferPayload.FromRootEntropy(entropy, draft.Outputs[0].PublicKey, memo)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(entropy);
        }
    }

    /// <summary>
    /// Takes the money of a gift code or a transfer into the account. The fee goes off it. A transfer's output is looked for by its public key,
    /// which Fog ledger's host reads.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="note">A note to oneself, 57 bytes at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.InvalidCode"/>: neither a gift code nor a transfer, or of no output of this network (yet);
    /// <see cref="ClientError.AlreadySpent"/>: somebody took the money; <see cref="ClientError.Dust"/>. Otherwise as of
    /// <see cref="SendAsync(Payment, CancellationToken)"/>.
    /// </exception>
    public async Task<SentPayment> ClaimAsync(PaymentCode code, string note = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(note);
        using GiftInput gift = await OpenGiftAsync(code, cancellationToken).ConfigureAwait(false);
        Amount amount = await ReadGiftAsync(gift, cancellationToken).ConfigureAwait(false);
        return await SendAsync(
            (_, token) => SweepPlanAsync(gift, amount, () => new GiftCodeSenderMemoBuilder(note), token), mayRebuild: true, cancellationToken).ConfigureAwait(false);
    }

    private static void CheckGift(OwnedTxOut output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.SubaddressIndex != SubaddressIndex.GiftCode) throw new MobileCoinException(ClientError.InvalidCode, "this output was not set apart for a gift code");
    }

    /// <summary>Everything but the fee to the account itself: as change, for there is no other recipient.</summary>
    private async Task<DraftPlan> SweepPlanAsync(InputSource input, Amount amount, Func<IMemoBuilder> memos, CancellationToken cancellationToken)
    {
        ulong fee = MinimumFee(await TermsAsync(cancellationToken).ConfigureAwait(false), amount.TokenId);
        if (amount.Value <= fee) throw new MobileCoinException(ClientError.Dust, "what the code holds is not more than the fee of taking it");
        return new DraftPlan
        {
            Inputs = [input],
            Fee = new Amount(fee, amount.TokenId),
            Memos = _ => memos(),
            AddOutputs = outputs => outputs.Return(new Amount(amount.Value - fee, amount.TokenId)),
        };
    }

    private async Task<GiftInput> OpenGiftAsync(PaymentCode code, CancellationToken cancellationToken)
    {
        if (code.GiftCode is { } gift) return new GiftInput(gift.GlobalIndex, gift.OnetimePrivateKey, new CompressedRistretto(gift.SharedSecret));
        TransferPayload transfer = code.Transfer ?? throw new MobileCoinException(ClientError.InvalidCode, "this code holds no money: it is an address");
        if (!transfer.TxOutPublicKey.TryDecompress(out RistrettoPoint point)) throw NoGift();
        TxOutLookup lookup = await Transport.FindTxOutsAsync([transfer.TxOutPublicKey], cancellationToken).ConfigureAwait(false);
        if (lookup.Results.Count != 1 || lookup.Results[0].Code != TxOutLookupCode.Found) throw NoGift();
        var publicKey = new RistrettoPublic(point);
        using AccountKey account = KeysOf(transfer);
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(SubaddressIndex.Default);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, account.ViewPrivateKey, spend);
        return new GiftInput(lookup.Results[0].GlobalIndex, onetime, OnetimeKeys.SharedSecret(publicKey, account.ViewPrivateKey));
    }

    private static AccountKey KeysOf(TransferPayload transfer)
    {
        try
        {
            return transfer.ToAccountKey();
        }
        catch (Exception e) when (e is MnemonicException or Wire.WireException)
        {
            throw new MobileCoinException(ClientError.InvalidCode, "the code's keys are damaged: " + e.Message, e);
        }
    }

    private static MobileCoinException NoGift() => new(ClientError.InvalidCode, "the code is of no output of this network, or of one that is not in the ledger yet");

    /// <summary>What a gift holds, if it is still there. It is asked for among decoys.</summary>
    private async Task<Amount> ReadGiftAsync(GiftInput gift, CancellationToken cancellationToken)
    {
        LedgerTip tip = await LedgerTip.GetAsync(Transport, cancellationToken).ConfigureAwait(false);
        if (gift.GlobalIndex >= tip.TxOutCount) throw NoGift();
        ulong[] ring = DrawRings([gift.GlobalIndex], [], tip.TxOutCount)[0];
        ProvenOutputs outputs = await ProvenOutputs.FetchAsync(Transport, ring, cancellationToken).ConfigureAwait(false);
        Amount amount = gift.Read(outputs[gift.GlobalIndex].Output) ?? throw NoGift();
        KeyImage image = gift.KeyImage();
        CheckKeyImagesResponse answer = await Transport.CheckKeyImagesAsync(new CheckKeyImagesRequest([new KeyImageQuery(image, 0)]), cancellationToken).ConfigureAwait(false);
        if (answer.Results.Any(r => r.KeyImage == image && r.KeyImageResultCode == KeyImageResultCode.Spent))
        {
            throw new MobileCoinException(ClientError.AlreadySpent, "somebody took the code's money already");
        }
        return amount;
    }
}
