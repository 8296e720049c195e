using System.Globalization;

namespace MobileCoin.Network;

/// <summary>The command lines of the soaks that start processes: <c>WHAT [--rounds N] [--seed S]</c>.</summary>
internal static class SoakCommand
{
    private delegate Task<string> Soak(int rounds, int seed, TextWriter progress, CancellationToken cancellationToken);

    internal static async Task<int> RunAsync(string[] arguments)
    {
        (Soak? soak, int rounds) = arguments is [{ } name, ..] ? name switch
        {
            "ledger" => (LedgerSoak.RunAsync, 200),
            "fog-processes" => (FogProcessesSoak.RunAsync, 120),
            _ => default((Soak?, int)),
        } : default;
        int seed = Environment.TickCount & 0xFFFFFF;
        bool isUnderstood = soak is not null;
        for (int i = 1; i < arguments.Length && isUnderstood; i += 2)
        {
            isUnderstood = i + 1 < arguments.Length && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && arguments[i] switch
            {
                "--rounds" => (rounds = value) >= 0,
                "--seed" => (seed = value) >= 0,
                _ => false,
            };
        }
        if (soak is null || !isUnderstood)
        {
            await Console.Error.WriteLineAsync("usage: soak ledger|fog-processes [--rounds N] [--seed S]").ConfigureAwait(false);
            return 2;
        }
        Console.WriteLine($"{rounds} rounds, seed {seed}");
        try
        {
            Console.WriteLine(await soak(rounds, seed, Console.Out, CancellationToken.None).ConfigureAwait(false));
            return 0;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"failed: {e}\nagain: ./fog soak {arguments[0]} --rounds {rounds} --seed {seed}").ConfigureAwait(false);
            return 1;
        }
    }
}
