// `mobilecoin devnet …`: the network kept running, and what one does with it.
using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

/// <summary>mobilecoin devnet</summary>
internal static class DevnetProgram
{
    internal static ConsoleProgram Program { get; } = new("devnet", "A whole network on this machine, kept running: with a web page, a faucet, and wallets that can pay each other.")
    {
        Flags = [DevnetFlags.Dir],
        OutputIsData = true,
        Commands =
        [
            new("up", "Starts it, and keeps it running until Ctrl-C.")
            {
                Flags = [DevnetFlags.Keep, DevnetFlags.Postgres, DevnetFlags.Shards, DevnetFlags.PagePort, DevnetFlags.BasePort, DevnetFlags.Detach],
                Run = DevnetUp.RunAsync,
            },
            new("down", "Ends the one that runs.") { Run = DevnetCommands.DownAsync },
            new("status", "Prints how its services are. The exit code is 0 if all serve.") { Run = DevnetCommands.StatusAsync },
            new("logs", "Prints what a service wrote.") { Flags = [DevnetFlags.Service, DevnetFlags.Lines, DevnetFlags.FollowLog], Run = DevnetCommands.LogsAsync },
            new("faucet", "Pays somebody out of the first block, and waits until the payment is in Fog.") { Flags = [DevnetFlags.Address, DevnetFlags.Amount, DevnetFlags.TokenId], Run = DevnetCommands.FaucetAsync },
        ],
    };
}
