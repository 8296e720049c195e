// A wallet behind its service: ours or somebody else's (fact sheet fog §7.8, §7.9).
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Wire.RemoteWallet;

namespace MobileCoin.Network;

/// <summary>Asks wallets for balances. A call that fails is made again, ten times, a second apart at most.</summary>
internal sealed class RemoteWallet : IDisposable
{
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly GrpcChannel _channel;
    private readonly RemoteWalletApi.RemoteWalletApiClient _api;
    private int _failures;

    /// <summary>A wallet service at host:port, without TLS.</summary>
    internal RemoteWallet(string address)
    {
        _channel = GrpcChannel.ForAddress($"http://{address}");
        _api = new RemoteWalletApi.RemoteWalletApiClient(_channel);
    }

    /// <summary>Calls that were made again.</summary>
    internal int Failures => _failures;

    /// <summary>Drops every client.</summary>
    internal Task ResetAsync(CancellationToken cancellationToken) =>
        CallAsync(call => _api.ResetAsync(new Google.Protobuf.WellKnownTypes.Empty(), call), cancellationToken);

    /// <summary>Makes a client and asks it.</summary>
    internal async Task<(uint Client, FogAnswer Answer)> FreshAsync(string mnemonic, uint accountIndex, string fogUri, string chainId, CancellationToken cancellationToken)
    {
        var request = new FreshBalanceCheckRequest { Mnemonic = mnemonic, AccountIndex = accountIndex, FogUri = fogUri, ChainId = chainId };
        BalanceCheckResponse answer = await CallAsync(call => _api.FreshBalanceCheckAsync(request, call), cancellationToken).ConfigureAwait(false);
        return (answer.ClientId, new FogAnswer(answer.BlockCount, answer.Balance));
    }

    /// <summary>Asks a client again.</summary>
    internal async Task<FogAnswer> FollowupAsync(uint client, CancellationToken cancellationToken)
    {
        BalanceCheckResponse answer = await CallAsync(call => _api.FollowupBalanceCheckAsync(new FollowupBalanceCheckRequest { ClientId = client }, call), cancellationToken).ConfigureAwait(false);
        return answer.ClientId == client ? new FogAnswer(answer.BlockCount, answer.Balance) : throw new InvalidOperationException($"client {client} is asked, and client {answer.ClientId} answers");
    }

    /// <summary>What a client says of itself.</summary>
    internal async Task<string> DebugAsync(uint client, CancellationToken cancellationToken) =>
        (await CallAsync(call => _api.DebugAsync(new DebugRequest { ClientId = client }, call), cancellationToken).ConfigureAwait(false)).DebugInfo;

    /// <summary>Drops a client.</summary>
    internal Task StopAsync(uint client, CancellationToken cancellationToken) => CallAsync(call => _api.StopAsync(new StopRequest { ClientId = client }, call), cancellationToken);

    public void Dispose() => _channel.Dispose();

    private async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await call(new CallOptions(cancellationToken: cancellationToken)).ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e) when (attempt < Tries && !cancellationToken.IsCancellationRequested && e.StatusCode != StatusCode.InvalidArgument)
            {
                Interlocked.Increment(ref _failures);
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
