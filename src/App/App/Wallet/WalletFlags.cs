// The settings of `mobilecoin wallet`.
using MobileCoin.App.Keys;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Wallet;

internal static class WalletFlags
{
    internal static readonly Flag<string> KeyFileFlag = Flags.Path("keyfile", "MC_KEYFILE", "the account's secret key file; what is known of the account is kept beside it, in a file that ends in .state")
        with { IsRequired = true, Letter = 'k', Aliases = ["key-file"] };

    internal static readonly Flag<bool> Json = Flags.Switch("json", "MC_JSON", "print JSON, for programs");

    internal static readonly Flag<string> MnemonicFile = Flags.Path("mnemonic-file", "MC_MNEMONIC_FILE", "the file with the words of an account that there is already; -: standard input") with { ValueName = "path|-" };
    internal static readonly Flag<bool> Restore = Flags.Switch("restore", null, "ask for the words of an account that there is already") with { ConflictsWith = [MnemonicFile.Name] };
    internal static readonly Flag<uint> AccountIndex = Flags.Number("account-index", "MC_ACCOUNT_INDEX", "which of the accounts of the words", 0u, uint.MaxValue) with { Default = 0 };
    internal static readonly Flag<bool> NoFog = Flags.Switch("no-fog", null, "an account without fog, though the network has one: its wallet looks through every block") with { ConflictsWith = [FogFlags.Url.Name] };

    internal static readonly Flag<bool> Qr = Flags.Switch("qr", "MC_QR", "show a QR code too");
    internal static readonly Flag<bool> DarkOnLight = Flags.Switch("dark-on-light", "MC_DARK_ON_LIGHT", "the terminal writes dark on light: draw QR codes for that");

    internal static readonly Flag<string> To = Flags.Text("to", "MC_TO", "who is paid: an address or payment request in base58, a mob:///b58/ link, or a .b58pub or .pub file") with { ValueName = "address" };

    internal static readonly Flag<string> AmountFlag = Flags.Text("amount", "MC_AMOUNT", "how much: '1.5 MOB', or a whole number of the token's smallest unit; a payment request may say it") with { ValueName = "amount" };

    internal static readonly Flag<string> WantedAmount = Flags.Text("amount", "MC_AMOUNT", "what one payment is to be able to pay: '1.5 MOB', or a whole number of the token's smallest unit; as much as possible unless given") with { ValueName = "amount" };

    internal static readonly Flag<ulong> Fee = Flags.Number("fee", "MC_FEE", "the fee in the token's smallest unit; none: the network's least", 0ul, ulong.MaxValue);

    internal static readonly Flag<PaymentMemo> Memo = Flags.One("memo", "MC_MEMO", "what memos tell: sender, who sent it and to whom; anonymous, to whom alone, and that to nobody but oneself; none", ReadMemo)
        with { Default = PaymentMemo.Default, ValueName = "sender|anonymous|none" };

    internal static readonly Flag<ulong> TombstoneBlocks = Flags.Number("tombstone-blocks", "MC_TOMBSTONE_BLOCKS", "for so many blocks the payment is good", 1ul, TransactionLimits.MaxTombstoneBlocks - 1)
        with { Default = Payment.DefaultTombstoneBlocks };

    internal static readonly Flag<bool> Yes = Flags.Switch("yes", null, "do it without asking") with { Letter = 'y' };
    internal static readonly Flag<bool> NoWait = Flags.Switch("no-wait", null, "do not wait until the payment is in the ledger");
    internal static readonly Flag<bool> Resume = Flags.Switch("resume", null, "send a payment again that was interrupted, the same one: it is paid once at most") with { ConflictsWith = [To.Name, AmountFlag.Name] };

    internal static readonly Flag<string> RequestMemo = Flags.Text("memo", "MC_REQUEST_MEMO", "a text for the payer") with { Default = "" };
    internal static readonly Flag<ulong> PaymentId = Flags.Number("payment-id", "MC_PAYMENT_ID", "a number that comes back in the payment's memo", 0ul, ulong.MaxValue) with { Default = 0 };

    internal static FlagRule Recipient { get; } = new("--to, or --resume", static isGiven => isGiven(To.Name) || isGiven(Resume.Name) ? null : $"{To.Title} is missing: say who is paid");

    private static PaymentMemo ReadMemo(string text) => text switch
    {
        "sender" => PaymentMemo.Default,
        "anonymous" => PaymentMemo.Anonymous,
        "none" => PaymentMemo.None,
        _ => throw new FlagException("is none of sender, anonymous, none"),
    };
}
