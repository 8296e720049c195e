// The program wallet: `mobilecoin wallet new|address|receive|balance|history|send|defragment`.
using MobileCoin.App.Keys;
using MobileCoin.Client;
using MobileCoin.Hosting;

namespace MobileCoin.App.Wallet;

/// <summary>Makes a client of an account in a network, that goes on from a state if there is one.</summary>
internal delegate MobileCoinClient ClientMaker(Account account, MobileCoinNetwork network, byte[]? state, ClientOptions options);

/// <summary>wallet</summary>
internal static class WalletProgram
{
    private static readonly IReadOnlyList<Flag> Online = [NetworkFlags.File, NetworkFlags.AllowSimulated];

    /// <summary>Clients that go over the network.</summary>
    internal static ClientMaker Real { get; } = (account, network, state, options) =>
        state is null ? new MobileCoinClient(account, network, options) : MobileCoinClient.Restore(account, network, state, options);

    internal static ConsoleProgram Program { get; } = Make(Real);

    /// <summary>The program with clients of one's own.</summary>
    internal static ConsoleProgram Make(ClientMaker maker) => new("wallet", "An account in a terminal: its money is found through Fog, and paid to anybody.")
    {
        Flags = [WalletFlags.KeyFileFlag, WalletFlags.Json],
        Commands =
        [
            new("new", "Makes a key file, of new words or of those of an account that there is already. A file that is there is left alone.")
            {
                Flags = [WalletFlags.MnemonicFile, WalletFlags.Restore, WalletFlags.AccountIndex, NetworkFlags.File, WalletFlags.NoFog, FogFlags.Url, FogFlags.Id, FogFlags.Root, FogFlags.Spki],
                Rules = [FogFlags.Rule],
                Run = NewWallet.RunAsync,
            },
            new("address", "Prints the address that others pay to.") { Flags = [WalletFlags.Qr, WalletFlags.DarkOnLight], Run = WalletAddress.ShowAsync },
            new("receive", "Shows address or payment request as a QR code, a link and a text.")
            {
                Flags = [WalletFlags.AmountFlag, AmountInput.TokenIdFlag, WalletFlags.RequestMemo, WalletFlags.PaymentId, WalletFlags.DarkOnLight],
                Run = WalletAddress.ReceiveAsync,
            },
            new("balance", "Prints what there is of each token.") { Flags = Online, Run = context => WalletSession.RunAsync(context, maker, WalletReports.BalanceAsync) },
            new("history", "Prints what came and what went.") { Flags = Online, Run = context => WalletSession.RunAsync(context, maker, WalletReports.HistoryAsync) },
            new("send", "Pays, and waits until the payment is in the ledger.")
            {
                Flags =
                [
                    WalletFlags.To, WalletFlags.AmountFlag, AmountInput.TokenIdFlag, WalletFlags.Fee, WalletFlags.Memo, WalletFlags.TombstoneBlocks, WalletFlags.Yes, WalletFlags.NoWait, WalletFlags.Resume, .. Online,
                ],
                Rules = [WalletFlags.Recipient],
                Run = context => WalletSession.RunAsync(context, maker, WalletSend.RunAsync),
            },
            new("defragment", "Joins small outputs, so that one payment can pay more. A transaction spends 16 outputs at most.")
            {
                Flags = [WalletFlags.WantedAmount, AmountInput.TokenIdFlag, WalletFlags.Yes, .. Online],
                Run = context => WalletSession.RunAsync(context, maker, WalletDefragment.RunAsync),
            },
        ],
        OutputIsData = true,
    };
}
