// Fog view as operators start it: stores and a router, processes of their own, asked over the loopback.
using System.Diagnostics;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Devnet;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Perf;

/// <summary>Stores of one database and a router before them. They do not outlive this process.</summary>
internal sealed class ViewProcesses : IDisposable
{
    private readonly RunningProgram[] _programs;
    private readonly int _routerPort = Ports.Free();
    private bool _isDisposed;

    /// <summary>Starts them, and waits until all records are in.</summary>
    /// <param name="recoveryDb">The folder of an embedded database.</param>
    /// <param name="shards">The stores' blocks, as their flag has them.</param>
    internal ViewProcesses(string recoveryDb, params string[] shards)
    {
        int[] ports = [.. shards.Select(_ => Ports.Free())], admins = [.. shards.Select(_ => Ports.Free())];
        int routerAdmin = Ports.Free();
        RunningProgram[] stores = [.. shards.Select((shard, i) => RunningProgram.Start("fog_view_server",
        [
            "--chain-id", "local", "--client-responder-id", $"127.0.0.1:{ports[i]}", "--client-listen-uri", $"insecure-fog-view-store://127.0.0.1:{ports[i]}/",
            "--admin-listen-uri", $"insecure-mca://127.0.0.1:{admins[i]}/", "--recovery-db", recoveryDb, "--sharding-strategy", shard, "--sgx-mode", "SW",
        ]))];
        string uris = string.Join(',', shards.Select((shard, i) => $"insecure-fog-view-store://127.0.0.1:{ports[i]}/?sharding_strategy={shard}"));
        var router = RunningProgram.Start("fog_view_router",
        [
            "--chain-id", "local", "--client-responder-id", $"127.0.0.1:{_routerPort}", "--client-listen-uri", $"insecure-fog-view-router://127.0.0.1:{_routerPort}/",
            "--shard-uris", uris, "--admin-listen-uri", $"insecure-mca://127.0.0.1:{routerAdmin}/", "--sgx-mode", "SW",
        ]);
        _programs = [.. stores, router];
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        for (int i = 0; i < stores.Length; i++) stores[i].ReadyAsync(admins[i]).GetAwaiter().GetResult();
        router.ReadyAsync(routerAdmin).GetAwaiter().GetResult();
    }

    /// <summary>Nanoseconds of processor time that they used so far, all together: the system counts it in hundredths of a second.</summary>
    internal double Nanoseconds() => _programs.Sum(p => Used(p).TotalNanoseconds);

    /// <summary>A wallet's connection.</summary>
    internal FogViewRouterConnection Connect()
    {
        var identity = new TrustedMrSignerIdentity(
            Quotes.EnclaveDescription.Signer, ViewEnclave.EnclaveConstants.ProductId, ViewEnclave.EnclaveConstants.SecurityVersion, [], TrustedIdentity.MobileCoinHardening);
        return new FogViewRouterConnection(
            FogViewRouterUri.Parse($"insecure-fog-view-router://127.0.0.1:{_routerPort}/"), new VerificationPolicy([identity], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] });
    }

    /// <summary>Ends them.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        foreach (RunningProgram program in _programs) program.Dispose();
    }

    private static TimeSpan Used(RunningProgram program)
    {
        using Process process = Process.GetProcessById(program.Id);
        return process.TotalProcessorTime;
    }
}
