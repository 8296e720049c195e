using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Wire.RemoteWallet;

namespace MobileCoin.Network;

/// <summary>The program sample_paykit_remote_wallet, listening.</summary>
internal sealed class RemoteWalletProcess : IDisposable
{
    private const string Name = "sample_paykit_remote_wallet";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(50);

    private readonly RunningProgram _program;

    private RemoteWalletProcess(RunningProgram program, string address) => (_program, Address) = (program, address);

    /// <summary>Host and port.</summary>
    internal string Address { get; }

    /// <summary>What it has written.</summary>
    internal string Output => _program.Output;

    /// <summary>Starts it and waits until it answers.</summary>
    internal static async Task<RemoteWalletProcess> StartAsync(CancellationToken cancellationToken)
    {
        string address = $"127.0.0.1:{Ports.Free()}";
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["MC_ALLOW_SIMULATED"] = "true" };
        var wallet = new RemoteWalletProcess(RunningProgram.Start(Name, ["--listen-uri", $"insecure-remote-wallet://{address}/"], environment: environment), address);
        try
        {
            await wallet.ReadyAsync(cancellationToken).ConfigureAwait(false);
            return wallet;
        }
        catch
        {
            wallet.Dispose();
            throw;
        }
    }

    public void Dispose() => _program.Dispose();

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://{Address}");
        var api = new RemoteWalletApi.RemoteWalletApiClient(channel);
        while (true)
        {
            if (_program.HasExited) throw new InvalidOperationException($"{Name} ended:\n{Output}");
            try
            {
                await api.ResetAsync(new Google.Protobuf.WellKnownTypes.Empty(), cancellationToken: limit.Token).ResponseAsync.ConfigureAwait(false);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && !limit.IsCancellationRequested)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
