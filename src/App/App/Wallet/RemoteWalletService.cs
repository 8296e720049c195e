// remote_wallet.RemoteWalletApi (fact sheet fog §7.8).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire.RemoteWallet;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Wallet;

/// <summary>Balances of wallets that callers make from mnemonics. A wrong mnemonic or number is the caller's fault, all else is this server's.</summary>
internal sealed class RemoteWalletService(RemoteWalletClients clients, Func<string, EnclaveTrust> trust, ILogger logger) : RemoteWalletApi.RemoteWalletApiBase
{
    public override Task<BalanceCheckResponse> FreshBalanceCheck(FreshBalanceCheckRequest request, ServerCallContext context) => TellAsync("fresh balance check", async () =>
    {
        Account account;
        try
        {
            account = Account.FromMnemonic(request.Mnemonic, request.AccountIndex);
        }
        catch (MobileCoinException e)
        {
            throw RpcErrors.InvalidArgument(logger, "mnemonic", e);
        }
        (uint id, AccountSnapshot snapshot) = await clients.AddAsync(account, Network(request), context.CancellationToken).ConfigureAwait(false);
        return Answer(id, snapshot);
    });

    public override Task<BalanceCheckResponse> FollowupBalanceCheck(FollowupBalanceCheckRequest request, ServerCallContext context) => TellAsync("follow-up balance check", async () =>
    {
        MobileCoinClient client = clients.Find(request.ClientId) ?? throw NoClient(request.ClientId);
        return Answer(request.ClientId, await client.UpdateAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false));
    });

    public override async Task<Empty> Stop(StopRequest request, ServerCallContext context) =>
        await clients.RemoveAsync(request.ClientId).ConfigureAwait(false) ? new Empty() : throw NoClient(request.ClientId);

    public override Task<DebugResponse> Debug(DebugRequest request, ServerCallContext context) =>
        Task.FromResult(new DebugResponse { DebugInfo = ClientText.Describe(clients.Find(request.ClientId) ?? throw NoClient(request.ClientId)) });

    public override async Task<Empty> Reset(Empty request, ServerCallContext context)
    {
        await clients.ClearAsync().ConfigureAwait(false);
        return new Empty();
    }

    // Fog view and Fog ledger are behind one balancer, which has the address of the fog.
    private MobileCoinNetwork Network(FreshBalanceCheckRequest request)
    {
        if (!FogUri.TryParse(request.FogUri, out _)) throw RpcErrors.InvalidArgument(logger, "fog_uri", $"'{request.FogUri}' is no URI of a fog: it begins with fog:// or insecure-fog://");
        string start = request.FogUri.StartsWith("insecure-", StringComparison.Ordinal) ? "insecure-" : "";
        string rest = request.FogUri[(request.FogUri.IndexOf("://", StringComparison.Ordinal))..];
        return new MobileCoinNetwork
        {
            ChainId = request.ChainId,
            FogView = $"{start}fog-view{rest}",
            FogLedger = $"{start}fog-ledger{rest}",
            Consensus = [],
            Trust = trust(request.ChainId),
        };
    }

    private static BalanceCheckResponse Answer(uint id, AccountSnapshot snapshot) => new() { ClientId = id, Balance = snapshot.BalanceOf(TokenId.Mob), BlockCount = snapshot.BlockCount };

    private RpcException NoClient(uint id) => RpcErrors.InvalidArgument(logger, "client_id", $"there is no client {id}");

    private async Task<T> TellAsync<T>(string what, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is MobileCoinException or HostingException or ObjectDisposedException)
        {
            throw RpcErrors.Internal(logger, what, e);
        }
    }
}
