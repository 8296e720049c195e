// From what builders and consensus refuse to what an app is told.
using MobileCoin.Transactions;

namespace MobileCoin.Client;

internal static class PaymentErrors
{
    /// <summary>Runs what builds a transaction, and says what is wrong in the client's words.</summary>
    /// <param name="time">The clock that reports were held against.</param>
    /// <param name="build">What is run.</param>
    internal static T Building<T>(TimeProvider time, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (TxBuilderException e) when (e.Error == TxBuilderError.FogPublicKey)
        {
            throw FogReports.Explain(e, time.GetUtcNow());
        }
        catch (TxBuilderException e) when (e.Error is TxBuilderError.MixedTransactionsNotAllowed or TxBuilderError.FeatureNotSupportedAtBlockVersion)
        {
            throw new MobileCoinException(ClientError.UnknownToken, "the network does not have this token, or not yet: " + e.Message, e);
        }
        catch (NewMemoException e)
        {
            throw new MobileCoinException(e.Error is NewMemoError.MaxFeeExceeded ? ClientError.FeeTooHigh : ClientError.InvalidPayment, "the payment's memo cannot be made: " + e.Message, e);
        }
        catch (Exception e) when (e is TxBuilderException or RingSignerException or RingCtException or AmountException)
        {
            throw new MobileCoinException(ClientError.InvalidPayment, "the transaction cannot be built: " + e.Message, e);
        }
    }

    /// <summary>What a node's refusal means.</summary>
    internal static ClientError Of(TxProposalResult result) => result switch
    {
        TxProposalResult.ContainsSpentKeyImage or TxProposalResult.ContainsExistingOutputPublicKey => ClientError.AlreadySpent,
        TxProposalResult.TombstoneBlockExceeded or TxProposalResult.InputRuleMaxTombstoneBlockExceeded => ClientError.TombstonePassed,
        TxProposalResult.FeeMapDigestMismatch => ClientError.FeesChanged,
        TxProposalResult.TxFeeError => ClientError.FeeTooLow,
        TxProposalResult.TokenNotYetConfigured => ClientError.UnknownToken,
        _ => ClientError.Rejected,
    };

    /// <summary>The error of a refusal.</summary>
    internal static MobileCoinException Refused(TxProposal proposal)
    {
        ClientError error = Of(proposal.Result);
        string detail = proposal.Message.Length == 0 || proposal.Message == proposal.Result.ToString() ? $"{proposal.Result}" : $"{proposal.Result}, {proposal.Message}";
        return new MobileCoinException(error, error switch
        {
            ClientError.AlreadySpent => "an input of the payment is spent already, by another transaction",
            ClientError.TombstonePassed => "the payment came too late: its tombstone block is over",
            ClientError.FeesChanged => "the network's fees changed since the payment was built",
            ClientError.FeeTooLow => "the payment's fee is less than the network's least one",
            ClientError.UnknownToken => "the network has no fee for this token, so that nobody can pay in it",
            _ => $"the network refused the payment: {detail}",
        });
    }

    /// <summary>The error of a choice of inputs that came to nothing.</summary>
    internal static MobileCoinException NotSelected(Selection selection, ulong tokenId, UInt128 sum, ulong fee, int maxInputs)
    {
        TokenInfo token = TokenInfo.Unnamed(tokenId);
        if (selection.Outcome == SelectionOutcome.NeedsDefragmentation)
        {
            ulong most = selection.Reachable > fee ? Clamp(selection.Reachable - fee) : 0;
            return new MobileCoinException(
                ClientError.NeedsDefragmentation,
                $"the money is in too many small outputs: a transaction of {maxInputs} inputs pays {token.Format(most)} at most, beside its fee");
        }
        if (selection.Total > 0 && selection.Total <= fee)
        {
            return new MobileCoinException(ClientError.Dust, $"all there is, {token.Format(Clamp(selection.Total))}, is not more than the fee, {token.Format(fee)}");
        }
        return new MobileCoinException(
            ClientError.InsufficientFunds, $"the account can spend {token.Format(Clamp(selection.Total))}, and the payment takes {token.Format(Clamp(sum))} with its fee");
    }

    internal static ulong Clamp(UInt128 value) => value > ulong.MaxValue ? ulong.MaxValue : (ulong)value;
}
