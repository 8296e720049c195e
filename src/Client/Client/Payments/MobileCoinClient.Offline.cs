// Payments of view-only accounts, and the signer's side of them (fact sheet ledger §4.6).
using MobileCoin.Accounts;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>
    /// Builds a payment without signing it: for accounts whose spend key is elsewhere. The recipient does not learn who sent it, since that
    /// takes the key as well.
    /// </summary>
    /// <param name="payment">What is to be paid.</param>
    /// <param name="ownAddress">
    /// The account's address as its signer gives it, signed for its fog, so that the change is found through that; null for accounts
    /// without fog.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">
    /// As of <see cref="PrepareAsync"/>; <see cref="ClientError.InvalidAddress"/>: the address is not the account's, or is missing although the
    /// account has a fog.
    /// </exception>
    public async Task<UnsignedPayment> PrepareUnsignedAsync(Payment payment, PublicAddress? ownAddress = null, CancellationToken cancellationToken = default)
    {
        Check(payment);
        PublicAddress own = ownAddress ?? Account.Address;
        if (own.ViewPublicKey != Account.Address.ViewPublicKey || own.SpendPublicKey != Account.Address.SpendPublicKey)
        {
            throw new MobileCoinException(ClientError.InvalidAddress, "the address for the change is not this account's");
        }
        if (Account.Fog is not null && !own.HasFog)
        {
            throw new MobileCoinException(ClientError.InvalidAddress, "the account's address, signed for its fog, is needed: else nobody would find the change");
        }
        using IDisposable entered = await EnterAsync(cancellationToken).ConfigureAwait(false);
        DraftPlan plan = await PlanAsync(payment, [], cancellationToken).ConfigureAwait(false);
        plan = plan with { Recipients = [.. plan.Recipients, own] };
        using Ingredients ingredients = await GatherAsync(plan, cancellationToken).ConfigureAwait(false);
        return PaymentErrors.Building(Options.TimeProvider, () =>
        {
            using TransactionBuilder builder = Assemble(plan, ingredients, null, new ReservedSubaddresses(Account.View, own), out OutputList outputs);
            return new UnsignedPayment(builder.BuildUnsigned(), outputs.Outputs, [.. plan.Inputs.Select(i => i.GlobalIndex)], ingredients.Fees.ToDigest());
        });
    }
}

public sealed partial class Account
{
    /// <summary>Signs a transaction that was built elsewhere: where the spend key is. It states no fee map.</summary>
    /// <param name="unsigned">What <see cref="UnsignedPayment.Save"/> gave.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.ViewOnly"/>; <see cref="ClientError.InvalidPayment"/>: the bytes are no such transaction, or not this account's.
    /// </exception>
    public Tx Sign(ReadOnlySpan<byte> unsigned)
    {
        AccountKey key = Key;
        UnsignedTx transaction;
        try
        {
            transaction = WireMessage.Decode<UnsignedTx>(unsigned);
        }
        catch (WireException e)
        {
            throw new MobileCoinException(ClientError.InvalidPayment, "these bytes are no unsigned transaction: " + e.Message, e);
        }
        using (transaction)
        {
            try
            {
                return transaction.Sign(new LocalRingSigner(key), System.Security.Cryptography.RandomNumberGenerator.Fill);
            }
            catch (Exception e) when (e is RingCtException or RingSignerException or UnsupportedBlockVersionException)
            {
                throw new MobileCoinException(ClientError.InvalidPayment, "the transaction cannot be signed: " + e.Message, e);
            }
        }
    }
}
