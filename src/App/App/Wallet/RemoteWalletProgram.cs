// The program sample_paykit_remote_wallet (fact sheet fog §7.8).
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Wire.RemoteWallet;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Wallet;

/// <summary>sample_paykit_remote_wallet</summary>
internal static class RemoteWalletProgram
{
    private static readonly Flag<RemoteWalletUri> ListenUri = Flags.Uri<RemoteWalletUri>("listen-uri", "MC_LISTEN_URI", "where tests connect; whoever does may hand over mnemonics, so keep it on the loopback")
        with { Default = RemoteWalletUri.Parse("insecure-remote-wallet://127.0.0.1:9090/") };

    internal static ConsoleProgram Program { get; } = Make(WalletProgram.Real);

    /// <summary>The program with clients of one's own.</summary>
    internal static ConsoleProgram Make(ClientMaker maker) => new("sample_paykit_remote_wallet", "Wallets behind a service, as conformance tests drive them.")
    {
        Flags = [ListenUri, NetworkFlags.AllowSimulated, CommonFlags.AdminListenUri],
        Run = context => RunAsync(context, maker),
    };

    private static async Task<int> RunAsync(ProgramContext context, ClientMaker maker)
    {
        FlagValues values = context.Values;
        RemoteWalletUri uri = values.Get(ListenUri);
        var host = new ServiceHost(context, new ServiceIdentity("Remote Wallet", uri.ToString(), values.ToConfigJson)) { DrainTime = TimeSpan.FromSeconds(1) };
        await using (host.ConfigureAwait(false))
        {
            var clients = new RemoteWalletClients((account, network) => maker(account, network, null, new ClientOptions
            {
                LoggerFactory = host.Log.LoggerFactory,
                TimeProvider = host.TimeProvider,
                // Tests ask again themselves.
                RetryFor = TimeSpan.FromSeconds(1),
            }));
            await using (clients.ConfigureAwait(false))
            {
                var service = new RemoteWalletService(clients, chainId => NetworkFlags.Trust(values, null, chainId), host.Log.LoggerFactory.CreateLogger("MobileCoin.RemoteWallet"));
                host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
                host.Listen(new ServiceListener(ListenUri, uri) { Services = [new ListenedService(RemoteWalletApi.BindService(service)) { Descriptor = RemoteWalletApi.Descriptor }] });
                return await host.RunAsync().ConfigureAwait(false);
            }
        }
    }
}
