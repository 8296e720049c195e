// A wallet for the console, to show MobileCoin.Client at work. In the folder that it is started in it keeps the account's words in
// wallet.words and what it learnt in wallet.state; network.json says where the network is.
//
//   wallet new                      a new account; write the words down
//   wallet address                  the address to give to others, with its QR code
//   wallet balance                  asks for everything new, and shows balances and history
//   wallet send ADDRESS AMOUNT      pays MOB, and waits until it is in the ledger
using MobileCoin.Client;
using Wallet;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    MobileCoinNetwork network = MobileCoinNetwork.Load("network.json");
    var files = new WalletFiles(Environment.CurrentDirectory);
    var wallet = new ConsoleWallet(files, network.Fog, Console.Out, (account, state) =>
        state is null ? new MobileCoinClient(account, network) : MobileCoinClient.Restore(account, network, state));
    return await wallet.RunAsync(args, stop.Token).ConfigureAwait(false);
}
catch (MobileCoinException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n{e.Advice}").ConfigureAwait(false);
    return e.MayRetry ? 75 : 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("given up").ConfigureAwait(false);
    return 130;
}
