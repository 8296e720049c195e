// What an app, or who uses it, does about an error.
namespace MobileCoin.Client;

internal static class ClientAdvice
{
    internal static bool MayRetry(ClientError error) => error is ClientError.NetworkUnreachable or ClientError.ServiceUnavailable or ClientError.Timeout
        or ClientError.InconsistentAnswer or ClientError.FogReportMissing or ClientError.FogReportExpired;

    internal static string Of(ClientError error) => error switch
    {
        ClientError.InvalidMnemonic => "Compare the words with what was written down: they are all on the English list of BIP-39, in lower case.",
        ClientError.InvalidEntropy => "Give the 32 bytes of the account's root entropy.",
        ClientError.InvalidKeyFile => "Give the account's secret .json file, as sample-keys, the wallet or an export wrote it.",
        ClientError.InvalidNetwork => "Correct the named field of the network file, or get the file again from who runs the network.",
        ClientError.InvalidAddress => "Ask the recipient for the address again, and copy it whole.",
        ClientError.InvalidCode => "Ask for the code again, and copy or scan it whole.",
        ClientError.InvalidAmount => "Give an amount above zero, in the token's smallest unit.",
        ClientError.InvalidPayment => "Change the payment as the message says.",
        ClientError.UnknownToken => "Pay in one of the tokens that GetNetworkStatusAsync lists.",
        ClientError.InsufficientFunds => "Pay less, or wait for money that is on its way. GetSpendableAsync tells how much can be paid.",
        ClientError.NeedsDefragmentation => "Call DefragmentAsync for the token, then pay.",
        ClientError.Dust => "Leave it until more of the token has come: spending it would cost more than it is worth.",
        ClientError.FeeTooLow => "Leave the fee out, so that the network's least one is paid.",
        ClientError.FeeTooHigh => "Leave the fee out, so that the network's least one is paid.",
        ClientError.FeesChanged => "Prepare the payment again: the new fee is taken then.",
        ClientError.TombstonePassed => "Make sure with GetStatusAsync that the payment did not go through, then prepare it again.",
        ClientError.AlreadySpent => "Call UpdateAsync. If this payment is not in the history, prepare it again.",
        ClientError.Rejected => "Update the app; if it happens again, report the message.",
        ClientError.InvalidOffer => "Ask for the offer again.",
        ClientError.OfferGone => "Ask for another offer.",
        ClientError.NetworkUnreachable => "Check the connection to the internet and the address of the service, then try again.",
        ClientError.ServiceUnavailable => "Try again in a while.",
        ClientError.Timeout => "Try again in a while.",
        ClientError.InconsistentAnswer => "Try again in a while; if it stays, tell who runs the service.",
        ClientError.Unauthorized => "Get a new token from who runs the service.",
        ClientError.CertificateInvalid => "Do not go on. Check the service's address and, if certificates are pinned, the ca-bundle.",
        ClientError.Untrusted => "Do not go on. Update the app, which may know newer enclaves, or ask who runs the service.",
        ClientError.WrongNetwork => "Use services, addresses and states of one network.",
        ClientError.ClockOff => "Set this machine's clock, then try again.",
        ClientError.FogReportMissing => "Try again in a while: the recipient's fog is starting, or was retired.",
        ClientError.FogReportInvalid => "Do not pay to this address before its owner has asked the operator of its fog.",
        ClientError.FogReportExpired => "Try again in a while; if it stays, the recipient's fog is down.",
        ClientError.ViewOnly => "Use the account's spend key, or its offline signer.",
        ClientError.StateCorrupt => "Leave the state out: everything is found again.",
        ClientError.StateVersion => "Update the app, or leave the state out: everything is found again.",
        ClientError.StateOfOtherAccount => "Give this account's state, or none.",
        ClientError.UpdateRequired => "Update the app.",
        ClientError.EvidenceExpired => "Check this machine's clock. If it is right, tell who runs the service that its certificate or evidence has to be renewed.",
        _ => "Report the message.",
    };
}
