namespace MobileCoin.App.Fog.TestClient;

/// <summary>What the test client finds wrong, by upstream's names.</summary>
internal enum TestFailure
{
    /// <summary>The account that is to pay has nothing.</summary>
    ZeroBalance,

    /// <summary>A balance is not what it must be.</summary>
    BadBalance,

    /// <summary>A transaction got into no block before its tombstone.</summary>
    TxExpired,

    /// <summary>A transaction was not in the ledger in time.</summary>
    ConfirmTxTimeout,

    /// <summary>The recipient did not see a transaction in time.</summary>
    ReceiveTxTimeout,

    /// <summary>A transaction was taken a second time.</summary>
    TxDoubleSpend,

    /// <summary>A memo is missing, or of another kind, or about somebody else.</summary>
    TxUnexpectedMemo,

    /// <summary>A memo says what is not so.</summary>
    TxInvalidMemo,

    /// <summary>A balance could not be read.</summary>
    CheckBalanceError,

    /// <summary>The fee could not be asked for.</summary>
    GetFeeError,

    /// <summary>The network has no such token.</summary>
    TokenNotConfiguredError,

    /// <summary>A transaction could not be built.</summary>
    BuildTxError,

    /// <summary>A swap could not be offered.</summary>
    BuildSwapProposalError,

    /// <summary>A transaction was refused, or nobody took it.</summary>
    SubmitTxError,

    /// <summary>It could not be asked what became of a transaction.</summary>
    ConfirmTxError,
}

/// <summary>Something that the test client found wrong.</summary>
internal sealed class TestFailureException(TestFailure failure, string message, Exception? inner = null) : Exception($"{failure}: {message}", inner)
{
    internal TestFailure Failure { get; } = failure;
}
