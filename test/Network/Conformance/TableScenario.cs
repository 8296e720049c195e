// The steps of the conformance tests (fact sheet fog §7.9); what wallets may say at each is in ConformanceTable.
using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>The scenario of the table: each change is made, and every wallet is held to the table's row.</summary>
/// <param name="fog">A Fog that was started just now.</param>
/// <param name="checks">The wallets.</param>
/// <param name="progress">Told of every step.</param>
internal sealed class TableScenario(ConformanceFog fog, BalanceChecks checks, TextWriter progress)
{
    private const string Idle = "Idle", Active = "Active";

    private readonly Queue<TableStep> _rows = new(ConformanceTable.Steps);

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">It does not pass.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        ForecastKey first = await fog.ActivateAsync(0, window: 1).ConfigureAwait(false);
        string published = await ReportedAsync(first).ConfigureAwait(false);
        await SeeAsync("from1").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.Both, first, [(0, 15), (0, 4), (1, 9), (3, 17), (4, 27)], default(KeyImage)).ConfigureAwait(false);
        await SeeAsync("from2").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.Both, first, [(3, 19), (4, 2)], B(1, 0), B(1, 2), B(1, 4)).ConfigureAwait(false);
        await SeeAsync("from3").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.First, first, [(0, 1), (1, 1), (2, 1), (3, 3), (4, 1)], B(2, 0), B(2, 1)).ConfigureAwait(false);
        await SeeAsync("from3a").ConfigureAwait(false);
        fog.CatchUp(Copies.Second);
        await SeeAsync("from4").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.Second, first, [(0, 7), (0, 3), (1, 2), (1, 4)], [.. Enumerable.Range(0, 5).Select(k => B(3, k)), B(1, 1), B(1, 3)]).ConfigureAwait(false);
        await SeeAsync("from4a").ConfigureAwait(false);
        fog.CatchUp(Copies.First);
        await SeeAsync("from5").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.First, first, Everyone(9), B(4, 0), B(4, 3)).ConfigureAwait(false);
        await SeeAsync("from5a").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.First, first, Everyone(1), B(4, 2), B(5, 3)).ConfigureAwait(false);
        await SeeAsync("from6a").ConfigureAwait(false);
        fog.CatchUp(Copies.Second, upTo: 6);
        await SeeAsync("from6b").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.First, first, [(4, 4)], B(5, 2)).ConfigureAwait(false);
        await SeeAsync("from7a").ConfigureAwait(false);
        fog.CatchUp(Copies.Second, upTo: 7);
        await SeeAsync("from7b").ConfigureAwait(false);
        fog.CatchUp(Copies.Second, upTo: 8);
        await SeeAsync("from7c").ConfigureAwait(false);

        await fog.Network.AddIngest().StartAsync(cancellationToken).ConfigureAwait(false);
        ForecastKey second = await fog.ActivateAsync(1).ConfigureAwait(false);
        await fog.RetireAsync(first).ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.Both, second, Everyone(2), B(7, 0)).ConfigureAwait(false);
        await SeeAsync("from8").ConfigureAwait(false);
        await fog.ModeAsync(0, Active, cancellationToken).ConfigureAwait(false);
        await fog.ModeAsync(1, Active, cancellationToken).ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.Both, second, Everyone(1), B(8, 0)).ConfigureAwait(false);
        await SeeAsync("from9").ConfigureAwait(false);
        await fog.ModeAsync(0, Idle, cancellationToken).ConfigureAwait(false);
        await fog.ModeAsync(1, Active, cancellationToken).ConfigureAwait(false);

        await fog.RestartViewStoresAsync(kill: false, cancellationToken).ConfigureAwait(false);
        await SeeAsync("from10a").ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.Both, second, Everyone(3), B(9, 1)).ConfigureAwait(false);
        await SeeAsync("from10b").ConfigureAwait(false);

        await fog.StopAsync(second, kill: false, forget: true, cancellationToken).ConfigureAwait(false);
        await fog.AddTestBlockAsync(Copies.Second, second, Everyone(5), B(10, 0)).ConfigureAwait(false);
        await SeeAsync("from11a").ConfigureAwait(false);
        await fog.Network.Ingests[1].StartAsync(cancellationToken).ConfigureAwait(false);
        ForecastKey third = await fog.ActivateAsync(1).ConfigureAwait(false);
        await fog.ReportLostAsync(second, by: 1).ConfigureAwait(false);
        if (await ReportedAsync(third).ConfigureAwait(false) == published) throw new InvalidOperationException("the reports still have the key that is lost");
        fog.CatchUp(Copies.First);
        await SeeAsync("from11b").ConfigureAwait(false);

        async Task SeeAsync(string name)
        {
            TableStep row = _rows.Dequeue();
            if (row.Name != name) throw new InvalidOperationException($"step {name} is made, and {row.Name} is the table's next");
            IReadOnlyList<AllowedAnswers> forecast = fog.Forecast.Answers();
            for (int i = 0; i < forecast.Count; i++)
            {
                if (!forecast[i].IsAsStrictAs(row.Answers[i])) throw new InvalidOperationException($"{name}, account {i}: the model allows {forecast[i]}, the table {row.Answers[i]}");
            }
            await checks.CheckAsync(name, row.Answers, cancellationToken).ConfigureAwait(false);
            await fog.SettleAsync(cancellationToken).ConfigureAwait(false);
            await progress.WriteLineAsync($"  {name}: {row.Change}").ConfigureAwait(false);
        }
    }

    private async Task<string> ReportedAsync(ForecastKey key)
    {
        string reported = await fog.Network.IngressKeyAsync().ConfigureAwait(false);
        return reported.Length == 64 && reported == key.PublicKey ? reported : throw new InvalidOperationException($"the reports have the ingress key '{reported}', expected {key.PublicKey}");
    }

    private static (int, ulong)[] Everyone(ulong amount) => [.. Enumerable.Range(0, 5).Select(account => (account, amount))];

    private KeyImage B(ulong block, int output) => fog.Book.Paid.Where(o => o.Block == block).ElementAt(output).KeyImage;
}
