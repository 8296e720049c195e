// What can go wrong, by kinds that an app treats differently.
namespace MobileCoin.Client;

/// <summary>Why an app did not get what it asked for; <see cref="MobileCoinException.Advice"/> says what to do about each.</summary>
public enum ClientError
{
    /// <summary>Words that are no mnemonic.</summary>
    InvalidMnemonic,

    /// <summary>Root entropy of another length than 32 bytes.</summary>
    InvalidEntropy,

    /// <summary>A key file that cannot be read or is none.</summary>
    InvalidKeyFile,

    /// <summary>A network's description that cannot be read, or is not one.</summary>
    InvalidNetwork,

    /// <summary>A text that is no address.</summary>
    InvalidAddress,

    /// <summary>A text that is no payment code: of another kind, damaged, or cut off.</summary>
    InvalidCode,

    /// <summary>An amount that cannot be paid: zero, or more than 2^64 - 1 with its fee.</summary>
    InvalidAmount,

    /// <summary>A payment that cannot be built as it was asked for.</summary>
    InvalidPayment,

    /// <summary>A token that the network does not have.</summary>
    UnknownToken,

    /// <summary>The account has less than the payment and its fee.</summary>
    InsufficientFunds,

    /// <summary>The account has enough, in more outputs than one transaction takes.</summary>
    NeedsDefragmentation,

    /// <summary>What is there is worth less than the fee of spending it.</summary>
    Dust,

    /// <summary>The fee is below the network's least one.</summary>
    FeeTooLow,

    /// <summary>The fee is more than transactions and memos can tell.</summary>
    FeeTooHigh,

    /// <summary>The network's fees are no longer those that the transaction was built for.</summary>
    FeesChanged,

    /// <summary>The block by which the transaction should have been in the ledger is over.</summary>
    TombstonePassed,

    /// <summary>Some input was spent already, perhaps by the same transaction sent before.</summary>
    AlreadySpent,

    /// <summary>The network refused the transaction for another reason, which the message tells.</summary>
    Rejected,

    /// <summary>A swap's offer that does not hold what it should.</summary>
    InvalidOffer,

    /// <summary>A swap's offer that was taken or cancelled.</summary>
    OfferGone,

    /// <summary>No service could be reached at its address.</summary>
    NetworkUnreachable,

    /// <summary>A service was reached, and cannot answer now.</summary>
    ServiceUnavailable,

    /// <summary>A service took too long.</summary>
    Timeout,

    /// <summary>A service answered with something that contradicts itself, or what was known before.</summary>
    InconsistentAnswer,

    /// <summary>A service refuses who asks: its token is missing, wrong or expired.</summary>
    Unauthorized,

    /// <summary>The service's certificate is not valid for its address, or of nobody who is trusted.</summary>
    CertificateInvalid,

    /// <summary>The enclave behind a service is none of those that are trusted.</summary>
    Untrusted,

    /// <summary>The service, the address or the saved state belongs to another network.</summary>
    WrongNetwork,

    /// <summary>This machine's clock is before the dates of a service's certificate or evidence.</summary>
    ClockOff,

    /// <summary>The recipient's fog has no report: nobody can be paid through it now.</summary>
    FogReportMissing,

    /// <summary>The report of the recipient's fog does not hold: its chain, its signature, or its enclave.</summary>
    FogReportInvalid,

    /// <summary>The report of the recipient's fog is no longer good, or will not be for long enough.</summary>
    FogReportExpired,

    /// <summary>The account has no spend key here.</summary>
    ViewOnly,

    /// <summary>Bytes that are no saved state, or damaged.</summary>
    StateCorrupt,

    /// <summary>A state that a newer version saved.</summary>
    StateVersion,

    /// <summary>A state of another account.</summary>
    StateOfOtherAccount,

    /// <summary>The network uses rules that are newer than this software.</summary>
    UpdateRequired,

    /// <summary>The dates of a service's certificate or evidence are over, by this machine's clock.</summary>
    EvidenceExpired,
}
