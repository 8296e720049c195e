// A remote wallet in this process, on the tests' own user (fact sheet fog §7.8): another wallet than the one that apps have, and one that can lie.
using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Grpc;
using MobileCoin.Wire.RemoteWallet;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Network;

/// <summary>Serves the remote wallet's API.</summary>
/// <param name="port">Where.</param>
internal sealed class LittleRemoteWallet(int port) : RemoteWalletApi.RemoteWalletApiBase, IAsyncDisposable
{
    private readonly ConcurrentDictionary<uint, FogUser> _users = [];
    private readonly ConcurrentDictionary<string, Task<(VerificationPolicy View, VerificationPolicy Ledger)>> _policies = [];
    private uint _last;
    private GrpcServer? _server;

    /// <summary>Host and port.</summary>
    internal string Address { get; } = $"127.0.0.1:{port}";

    /// <summary>Changes what is answered.</summary>
    internal Func<FogAnswer, FogAnswer> Distortion { get; set; } = static answer => answer;

    internal Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, port)));
        options.Services.Add(RemoteWalletApi.BindService(this));
        _server = new GrpcServer(options);
        return _server.StartAsync(cancellationToken);
    }

    public override async Task<BalanceCheckResponse> FreshBalanceCheck(FreshBalanceCheckRequest request, ServerCallContext context)
    {
        FogUri fog = FogUri.Parse(request.FogUri);
        var view = FogViewUri.Parse($"insecure-fog-view://{fog.Address}/");
        var ledger = FogLedgerUri.Parse($"insecure-fog-ledger://{fog.Address}/");
        (VerificationPolicy viewPolicy, VerificationPolicy ledgerPolicy) = await LookAsync(view, ledger).ConfigureAwait(false);
        using var mnemonic = Mnemonic.Parse(request.Mnemonic);
        using var key = Slip10Key.Derive(mnemonic, request.AccountIndex);
        var options = new ConnectionOptions { ChainId = request.ChainId };
        var user = new FogUser(key.ToAccountKey(), new FogViewConnection(view, viewPolicy, options), new FogKeyImageConnection(ledger, ledgerPolicy, options), OpenConnection.FogBlocks(ledger, options));
        uint client = Interlocked.Increment(ref _last);
        _users[client] = user;
        return await AnswerAsync(client, user, context.CancellationToken).ConfigureAwait(false);
    }

    public override Task<BalanceCheckResponse> FollowupBalanceCheck(FollowupBalanceCheckRequest request, ServerCallContext context) =>
        AnswerAsync(request.ClientId, Find(request.ClientId), context.CancellationToken);

    public override Task<DebugResponse> Debug(DebugRequest request, ServerCallContext context)
    {
        FogUser user = Find(request.ClientId);
        return Task.FromResult(new DebugResponse { DebugInfo = string.Join('\n', user.Owned.Select(o => $"{o.GlobalIndex} in block {o.Block}: {o.Amount}, spent at {o.SpentAt}, not below {o.UnspentBelow}")) });
    }

    public override Task<Empty> Stop(StopRequest request, ServerCallContext context)
    {
        if (_users.TryRemove(request.ClientId, out FogUser? user)) user.Dispose();
        return Task.FromResult(new Empty());
    }

    public override Task<Empty> Reset(Empty request, ServerCallContext context)
    {
        Drop();
        return Task.FromResult(new Empty());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync().ConfigureAwait(false);
        Drop();
    }

    private async Task<BalanceCheckResponse> AnswerAsync(uint client, FogUser user, CancellationToken cancellationToken)
    {
        try
        {
            FogAnswer answer = Distortion(await user.CheckAsync(cancellationToken).ConfigureAwait(false));
            return new BalanceCheckResponse { ClientId = client, Balance = answer.Balance, BlockCount = answer.BlockCount };
        }
        catch (ConnectionException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, e.Message));
        }
    }

    private Task<(VerificationPolicy View, VerificationPolicy Ledger)> LookAsync(FogViewUri view, FogLedgerUri ledger) => _policies.GetOrAdd(view.Address, async _ =>
        (await FogTrust.LookAsync(view).ConfigureAwait(false), await FogTrust.LookAsync(ledger).ConfigureAwait(false)));

    private FogUser Find(uint client) => _users.TryGetValue(client, out FogUser? user) ? user : throw new RpcException(new Status(StatusCode.InvalidArgument, $"there is no client {client}"));

    private void Drop()
    {
        foreach (uint client in _users.Keys)
        {
            if (_users.TryRemove(client, out FogUser? user)) user.Dispose();
        }
    }
}
