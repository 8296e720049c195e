// ./fog conformance: whether Fog and a wallet agree about what accounts have (fact sheet fog §7.9).
using System.Globalization;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Network;

/// <summary>The command line.</summary>
internal static class ConformanceCommand
{
    private const string Usage = """
        usage: conformance [--seed N] [--rounds N] [--lmdb|--postgres] [--remote-wallet HOST:PORT] [--override-remote-wallet-fog-uri URI]
                           [--skip-followup-balance-checks]
          without --seed and --rounds: the table, on both databases; with one of them: as many scenarios drawn from seeds N, N+1, ..., the databases
          taking turns, or on the one that is named. The wallet is our sample_paykit_remote_wallet unless another is named, to whom Fog is at
          localhost:8200, or, by its own name for this machine, where the URI says; LISTEN_HOST is the address that Fog's port, always 8200, is
          opened at then (127.0.0.1)
        """;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        int? seed = null, rounds = null;
        bool? onPostgres = null;
        var options = new ConformanceOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            string flag = arguments[i];
            string? value = flag is "--seed" or "--rounds" or "--remote-wallet" or "--override-remote-wallet-fog-uri" ? i + 1 < arguments.Length ? arguments[++i] : null : "";
            string? wrong = value is null ? $"{flag} needs a value" : null;
            switch (flag)
            {
                case "--seed": wrong ??= Number(value!, out seed); break;
                case "--rounds": wrong ??= Number(value!, out rounds); break;
                case "--remote-wallet": options = options with { RemoteWallet = value }; break;
                case "--override-remote-wallet-fog-uri": wrong ??= Uri(value!, ref options); break;
                case "--skip-followup-balance-checks": options = options with { FollowsUp = false }; break;
                case "--lmdb" or "--postgres" when onPostgres is { } other && other != (flag == "--postgres"): wrong = "--lmdb and --postgres exclude each other: leave both out for both"; break;
                case "--lmdb" or "--postgres": onPostgres = flag == "--postgres"; break;
                default: wrong = $"unknown option {flag}"; break;
            }
            if (wrong is null) continue;
            await Console.Error.WriteLineAsync($"{wrong}\n{Usage}").ConfigureAwait(false);
            return 2;
        }
        if (onPostgres == true && PostgresStore.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync($"--postgres: {missing}").ConfigureAwait(false);
            return 1;
        }
        return seed is null && rounds is null ? await TableAsync(options, onPostgres).ConfigureAwait(false) : await RandomAsync(options, seed ?? Environment.TickCount & 0xFFFFFF, rounds ?? 1, onPostgres).ConfigureAwait(false);
    }

    private static async Task<int> TableAsync(ConformanceOptions options, bool? onPostgres)
    {
        foreach (bool each in onPostgres is { } only ? [only] : (bool[])[false, true])
        {
            if (each && PostgresStore.Missing is { } missing)
            {
                Console.WriteLine($"PostgreSQL is left out: {missing}");
                continue;
            }
            if (!await PassesAsync(options with { OnPostgres = each }, o => ConformanceRun.TableAsync(o, Console.Out, CancellationToken.None), "").ConfigureAwait(false)) return 1;
        }
        return 0;
    }

    private static async Task<int> RandomAsync(ConformanceOptions options, int seed, int rounds, bool? onPostgres)
    {
        for (int i = 0; i < rounds; i++)
        {
            int next = seed + i;
            ConformanceOptions each = options with { OnPostgres = onPostgres ?? (next % 2 == 1 && PostgresStore.Missing is null) };
            Console.WriteLine($"seed {next} on {each.Database}:");
            if (!await PassesAsync(each, o => ConformanceRun.RandomAsync(o, next, Console.Out, CancellationToken.None), $" --seed {next}").ConfigureAwait(false)) return 1;
        }
        Console.WriteLine($"{rounds} seeds from {seed} on passed");
        return 0;
    }

    private static async Task<bool> PassesAsync(ConformanceOptions options, Func<ConformanceOptions, Task<string>> run, string seed)
    {
        try
        {
            Console.WriteLine(await run(options).ConfigureAwait(false));
            return true;
        }
        catch (Exception e)
        {
            string again = $"./fog conformance{seed} --{(options.OnPostgres ? "postgres" : "lmdb")}{(options.RemoteWallet is { } wallet ? $" --remote-wallet {wallet}" : "")}"
                + $"{(options.FogUri is { } uri ? $" --override-remote-wallet-fog-uri {uri.FullText}" : "")}{(options.FollowsUp ? "" : " --skip-followup-balance-checks")}";
            // What the programs wrote comes first, what went wrong last.
            string what = e.InnerException is { } inner ? $"{e.Message}\n\nfailed on {options.Database}: {inner.Message}" : $"failed on {options.Database}: {e.Message}";
            await Console.Error.WriteLineAsync($"{what}\nagain: {again}").ConfigureAwait(false);
            return false;
        }
    }

    private static string? Uri(string text, ref ConformanceOptions options)
    {
        try
        {
            FogUri uri = FogUri.Parse(text);
            _ = uri.ResponderId;
            options = options with { FogUri = uri };
            return null;
        }
        catch (UriException e)
        {
            return $"--override-remote-wallet-fog-uri: {e.Message}";
        }
    }

    private static string? Number(string text, out int? number)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value);
        number = isNumber ? value : null;
        return isNumber ? null : $"'{text}' is not a number of 0 or more";
    }
}
