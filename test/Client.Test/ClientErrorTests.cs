using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Client.Test;

public sealed class ClientErrorTests
{
    [Fact]
    public void Advice_IsGivenForEveryError()
    {
        string[] advice = [.. Enum.GetValues<ClientError>().Select(e => new MobileCoinException(e, "it failed").Advice)];
        Assert.DoesNotContain("Report the message.", advice);
        Assert.All(advice, a => Assert.EndsWith(".", a, StringComparison.Ordinal));
    }

    [Fact]
    public void MayRetry_HoldsForWhatPassesByItself()
    {
        Assert.True(new MobileCoinException(ClientError.ServiceUnavailable, "").MayRetry);
        Assert.False(new MobileCoinException(ClientError.Untrusted, "").MayRetry);
        Assert.False(new MobileCoinException(ClientError.InsufficientFunds, "").MayRetry);
    }

    [Fact]
    public void TxProposalResult_HasTheNamesAndNumbersOfTheWire() =>
        Assert.Equal(
            Enum.GetValues<ProposeTxResult>().Select(r => ($"{r}", (int)r)),
            Enum.GetValues<TxProposalResult>().Select(r => ($"{r}", (int)r)));
}
