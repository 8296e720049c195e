// Balances by Fog, again and again (fact sheet fog §7.7).
using System.Text.Json;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Wallet;

/// <summary>balance_check</summary>
internal static class BalanceCheck
{
    private const int DebugByte = 'd';

    private static readonly Flag<string> KeyFileFlag = Flags.Path("keyfile", "MC_KEYFILE", "the account's secret key file") with { IsRequired = true };
    private static readonly Flag<FogLedgerUri> LedgerUri = Flags.Uri<FogLedgerUri>("ledger-uri", "MC_LEDGER_URI", "Fog ledger; without --network");
    private static readonly Flag<string> ViewUri = NetworkFlags.View("view-uri", "MC_VIEW_URI");

    internal static ConsoleProgram Program { get; } = Make(WalletProgram.Real);

    /// <summary>The program with clients of one's own.</summary>
    internal static ConsoleProgram Make(ClientMaker maker) => new("balance_check", "Prints an account's balances by Fog as a line of JSON, and again for each byte that comes in; d tells what is known, and ends.")
    {
        Flags = [NetworkFlags.ChainId, KeyFileFlag, LedgerUri, ViewUri, NetworkFlags.File, NetworkFlags.AllowSimulated],
        OutputIsData = true,
        Run = context => RunAsync(context, maker),
    };

    private static async Task<int> RunAsync(ProgramContext context, ClientMaker maker)
    {
        ProgramSurroundings surroundings = context.Surroundings;
        MobileCoinNetwork network = Network(context.Values);
        var log = new ProcessLog(LogOptions.FromEnvironment(surroundings.Variable, context.Program, toError: true), surroundings);
        await using (log.ConfigureAwait(false))
        {
            try
            {
                using Account account = NetworkFlags.Told(KeyFileFlag.Title, () => Account.FromKeyFile(context.Values.Get(KeyFileFlag)));
                MobileCoinClient client = maker(account, network, null, new ClientOptions { LoggerFactory = log.LoggerFactory, TimeProvider = surroundings.TimeProvider });
                await using (client.ConfigureAwait(false))
                {
                    while (true)
                    {
                        AccountSnapshot snapshot = await client.UpdateAsync(cancellationToken: surroundings.Stop).ConfigureAwait(false);
                        try
                        {
                            await surroundings.Output.WriteLineAsync(Show(snapshot)).ConfigureAwait(false);
                            await surroundings.Output.FlushAsync(surroundings.Stop).ConfigureAwait(false);
                        }
                        catch (IOException)
                        {
                            // Nobody reads any more.
                            return ExitCode.Success;
                        }
                        int read = await Task.Run(surroundings.Input.Read, surroundings.Stop).WaitAsync(surroundings.Stop).ConfigureAwait(false);
                        if (read < 0) return ExitCode.Success;
                        if (read != DebugByte) continue;
                        await surroundings.Error.WriteAsync(ClientText.Describe(client)).ConfigureAwait(false);
                        return ExitCode.Success;
                    }
                }
            }
            catch (MobileCoinException e)
            {
                throw NetworkFlags.Told(e);
            }
        }
    }

    /// <summary>A line of JSON: tokens with what there is of each, and the blocks that this is of.</summary>
    internal static string Show(AccountSnapshot snapshot)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("balance");
            foreach ((ulong token, ulong value) in snapshot.Balances) json.WriteNumber(token.ToString(System.Globalization.CultureInfo.InvariantCulture), value);
            json.WriteEndObject();
            json.WriteNumber("block_count", snapshot.BlockCount);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static MobileCoinNetwork Network(FlagValues values)
    {
        MobileCoinNetwork? file = NetworkFlags.Find(values);
        string chainId = NetworkFlags.Name(values, file);
        return new MobileCoinNetwork
        {
            ChainId = chainId,
            FogView = values.Find(ViewUri) ?? file?.FogView ?? throw NetworkFlags.Missing(ViewUri),
            FogLedger = values.Find(LedgerUri)?.FullText ?? file?.FogLedger ?? throw NetworkFlags.Missing(LedgerUri),
            // Nothing is paid: nobody needs to take it.
            Consensus = file?.Consensus ?? [],
            Trust = NetworkFlags.Trust(values, file, chainId),
            Transport = file?.Transport ?? TransportKind.Grpc,
        };
    }
}
