// What the demo shows: payments in two tokens, there and back, and an ingest key that is lost.
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using MobileCoin.Client;
using MobileCoin.Devnet.Page;
using MobileCoin.Funder;
using MobileCoin.Transactions;

namespace MobileCoin.Devnet;

/// <summary>Brings a network up, and tells what happens on it at each hop. It checks what it tells: a balance that is not as it must be ends it.</summary>
internal sealed class DemoStory(DevnetNetwork network, Screen screen)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IReadOnlyList<string>> _summary = [];
    private readonly Dictionary<(string, ulong), ulong> _expected = [];

    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        screen.Line(screen.Bold("A network on this machine") + screen.Faint($"  each service a process of its own, in {network.Folder.Path}"));
        await network.StartAsync(cancellationToken).ConfigureAwait(false);
        screen.Line($"  {network.Services.Count} services are up after {Screen.Seconds(Stopwatch.GetElapsedTime(start))}.");
        DevnetWatch watch = await DevnetWatch.OpenAsync(network, cancellationToken).ConfigureAwait(false);
        await using (watch.ConfigureAwait(false))
        {
            MobileCoinNetwork described = network.Describe();
            var alice = new DemoWallet("Alice", network.KeyFileOf(0), described);
            var bob = new DemoWallet("Bob", network.KeyFileOf(1), described);
            await using (alice.ConfigureAwait(false))
            await using (bob.ConfigureAwait(false))
            {
                await PayAllAsync(watch, alice, bob, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PayAllAsync(DevnetWatch watch, DemoWallet alice, DemoWallet bob, CancellationToken cancellationToken)
    {
        await FundAsync(watch, alice, bob, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> before = Balances(alice), beforeOfBob = Balances(bob);

        screen.Line();
        screen.Line(screen.Bold("Payments") + screen.Faint("  s after the wallet was told to pay"));
        await PayAsync(watch, alice, bob, DevnetTokens.Mob, "12.5", cancellationToken).ConfigureAwait(false);
        await PayAsync(watch, alice, bob, DevnetTokens.Usd, "7.25", cancellationToken).ConfigureAwait(false);
        await PayAsync(watch, bob, alice, DevnetTokens.Mob, "2.5", cancellationToken).ConfigureAwait(false);
        await LoseKeyAsync(watch, alice, bob, cancellationToken).ConfigureAwait(false);

        screen.Line();
        screen.Line(screen.Bold("What happened") + screen.Faint("  s from the wallet's start to each hop"));
        screen.Table(["payment", "amount", "block", "sent", "in block", "in Fog's ledger", "ingested", "in Fog view", "received", "settled"], [.. _summary.OrderBy(row => int.Parse(row[2], CultureInfo.InvariantCulture))], textColumns: 2);
        screen.Line();
        screen.Table(
            ["balance", "", "before", "after"],
            [.. DevnetTokens.All.SelectMany((token, i) => ((string, string, string)[])[("Alice", before[i], Balances(alice)[i]), ("Bob", beforeOfBob[i], Balances(bob)[i])],
                (token, row) => (string[])[row.Item1, token.Symbol, row.Item2, row.Item3])],
            textColumns: 2);
        screen.Line();
    }

    // Outputs of the first block carry no hints, so that nobody finds them through Fog.
    private async Task FundAsync(DevnetWatch watch, DemoWallet alice, DemoWallet bob, CancellationToken cancellationToken)
    {
        screen.Line();
        screen.Line(screen.Bold("Money") + screen.Faint("  out of the first block, which no Fog can read"));
        long start = Stopwatch.GetTimestamp();
        screen.Begin("the funder");
        ulong[] amounts = [DevnetTokens.Mob.Parse("100"), DevnetTokens.Usd.Parse("50")];
        using LedgerFunder funder = network.OpenFunder();
        FundedPayment[] paid = await Task.WhenAll(DevnetTokens.All.Select((token, i) => funder.PayAsync(
            [new FundedOutput(alice.Address, new Amount(amounts[i], token.Id)), new FundedOutput(bob.Address, new Amount(amounts[i] / 10, token.Id))], cancellationToken))).ConfigureAwait(false);
        ulong block = paid.Max(p => p.BlockIndex);
        foreach (DemoWallet wallet in (DemoWallet[])[alice, bob])
        {
            AccountSnapshot snapshot;
            do snapshot = await wallet.Client.UpdateAsync(null, cancellationToken).ConfigureAwait(false);
            while (snapshot.BlockCount <= block && await OnceMoreAsync(start, cancellationToken).ConfigureAwait(false));
            for (int i = 0; i < amounts.Length; i++) _expected[(wallet.Name, DevnetTokens.All[i].Id)] = wallet == alice ? amounts[i] : amounts[i] / 10;
            foreach (TokenInfo token in DevnetTokens.All) Check(wallet, token);
            screen.Line($"  {wallet.Name,-5} {string.Join(" and ", DevnetTokens.All.Select(t => t.Format(snapshot.BalanceOf(t.Id))))}");
        }
        screen.End("the funder");
        screen.Line(screen.Faint($"  seen through Fog after {Screen.Seconds(Stopwatch.GetElapsedTime(start))}"));
    }

    private async Task PayAsync(DevnetWatch watch, DemoWallet from, DemoWallet to, TokenInfo token, string amount, CancellationToken cancellationToken, string? remark = null)
    {
        using CancellationTokenSource limit = Limit(cancellationToken);
        ulong value = token.Parse(amount);
        screen.Line($"  {screen.Bold($"{from.Name} pays {to.Name} {token.Format(value)}")}{(remark is null ? "" : ", " + remark)}");
        var trail = new PaymentTrail(watch, Stopwatch.GetTimestamp(), Told);
        screen.Begin("the payment");
        SentPayment sent = await SendAsync(trail, from, to, token.Id, value, limit.Token).ConfigureAwait(false);
        Expect(from, to, token, value, sent);
        ulong block = await trail.InBlockAsync(sent.Draft.Outputs[0].PublicKey, limit.Token).ConfigureAwait(false);
        Task received = trail.SeenAsync(to.Client, block, DevnetHop.Received, limit.Token);
        Task settled = trail.SeenAsync(from.Client, block, DevnetHop.Settled, limit.Token);
        await Task.WhenAll(trail.PublishedAsync(block, limit.Token), trail.IngestedAsync(block, limit.Token), received, settled).ConfigureAwait(false);
        screen.End("the payment");
        Enter(from, to, token, value, trail);
    }

    private async Task LoseKeyAsync(DevnetWatch watch, DemoWallet alice, DemoWallet bob, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limit(cancellationToken);
        TokenInfo token = DevnetTokens.Mob;
        ulong value = token.Parse("1");
        ByteString lost = (await network.IngestStatusAsync(limit.Token).ConfigureAwait(false)).IngressPubkey.Data;
        screen.Line();
        screen.Line(screen.Bold("A lost key") + screen.Faint("  ingest is killed, and the only copy of its key is deleted"));
        network.Ingest.Process.Kill();
        File.Delete(network.IngestState);
        screen.Line($"  ingest is gone, and with it the key {Short(lost)}");

        screen.Line($"  {screen.Bold($"Alice pays Bob {token.Format(value)}")}, with a hint that nobody can open any more");
        bool isTold = true;
        var trail = new PaymentTrail(watch, Stopwatch.GetTimestamp(), hop =>
        {
            if (isTold) Told(hop);
        });
        screen.Begin("the payment");
        SentPayment sent = await SendAsync(trail, alice, bob, token.Id, value, limit.Token).ConfigureAwait(false);
        Expect(alice, bob, token, value, sent);
        ulong block = await trail.InBlockAsync(sent.Draft.Outputs[0].PublicKey, limit.Token).ConfigureAwait(false);
        await trail.PublishedAsync(block, limit.Token).ConfigureAwait(false);
        AccountSnapshot blind = await bob.Client.UpdateAsync(null, limit.Token).ConfigureAwait(false);
        if (blind.BlockCount > block) throw new DevnetException($"Bob's wallet says that it has looked at block {block}, which nobody ingested");
        screen.End("the payment");
        screen.Line($"    Bob's wallet knows that it has not seen block {block}: it has looked at {blind.BlockCount} blocks of {watch.Follower.NumBlocks}");

        long start = Stopwatch.GetTimestamp();
        screen.Begin("a new ingest");
        await network.Ingest.Process.StartAsync(limit.Token).ConfigureAwait(false);
        ByteString fresh = (await network.EnsureActiveAsync(limit.Token).ConfigureAwait(false)).IngressPubkey.Data;
        await network.ReportLostAsync(lost, limit.Token).ConfigureAwait(false);
        screen.End("a new ingest");
        screen.Line($"  a new ingest is active with the key {Short(fresh)} after {Screen.Seconds(Stopwatch.GetElapsedTime(start))}, and the old one is reported lost");

        // What Fog knows ends with the last block that was ingested: the next one brings the missed one with it.
        isTold = false;
        Task received = trail.SeenAsync(bob.Client, block, DevnetHop.Received, limit.Token), settled = trail.SeenAsync(alice.Client, block, DevnetHop.Settled, limit.Token);
        await PayAsync(watch, bob, alice, DevnetTokens.Usd, "1", limit.Token, "with a hint for the new key").ConfigureAwait(false);
        screen.Begin("the wallets to read the missed block");
        await Task.WhenAll(received, settled).ConfigureAwait(false);
        screen.End("the wallets to read the missed block");
        screen.Line($"  the wallets fetched block {block}, which nobody ingested, whole, and found in it what is theirs: {token.Format(value)} reached Bob {Screen.Seconds(trail.At(DevnetHop.Received)!.Value)} after it was sent");
        Enter(alice, bob, token, value, trail);
    }

    private static async Task<SentPayment> SendAsync(PaymentTrail trail, DemoWallet from, DemoWallet to, ulong token, ulong value, CancellationToken cancellationToken)
    {
        SentPayment sent = await from.Client.SendAsync(new Payment(to.Address, new Amount(value, token)), cancellationToken).ConfigureAwait(false);
        trail.Pass(DevnetHop.Proposed, $"{sent.Draft.Inputs.Count} in, {sent.Draft.Outputs.Count} out, fee {DevnetTokens.Of(token).Format(sent.Draft.Fee.Value)}");
        return sent;
    }

    private void Expect(DemoWallet from, DemoWallet to, TokenInfo token, ulong value, SentPayment sent)
    {
        _expected[(from.Name, token.Id)] -= value + sent.Draft.Fee.Value;
        _expected[(to.Name, token.Id)] += value;
    }

    // The balances are as they must be: a line of the summary.
    private void Enter(DemoWallet from, DemoWallet to, TokenInfo token, ulong value, PaymentTrail trail)
    {
        Check(from, token);
        Check(to, token);
        DevnetHop[] hops = [DevnetHop.Proposed, DevnetHop.InBlock, DevnetHop.Published, DevnetHop.Ingested, DevnetHop.Loaded, DevnetHop.Received, DevnetHop.Settled];
        _summary.Add([$"{from.Name} → {to.Name}", token.Format(value), $"{trail.Block}", .. hops.Select(h => trail.At(h)?.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) ?? (h == DevnetHop.Ingested ? "missed" : "–"))]);
    }

    private void Check(DemoWallet wallet, TokenInfo token)
    {
        ulong seen = wallet.Client.Snapshot.BalanceOf(token.Id), expected = _expected[(wallet.Name, token.Id)];
        if (seen != expected) throw new DevnetException($"{wallet.Name} has {token.Format(seen)} by Fog, and must have {token.Format(expected)}");
    }

    private void Told(DevnetHopPassed hop) => screen.Line($"    {Name(hop.Hop),-44} {hop.Milliseconds / 1000:0.00}{(hop.Detail is null ? "" : screen.Faint("  " + hop.Detail))}");

    private static string Name(DevnetHop hop) => hop switch
    {
        DevnetHop.Built => "built",
        DevnetHop.Proposed => "built, sent, and taken by the validator",
        DevnetHop.InBlock => "in a block",
        DevnetHop.Published => "in the ledger that Fog reads",
        DevnetHop.Ingested => "opened, tagged and sealed by ingest",
        DevnetHop.Loaded => "loaded by Fog view",
        DevnetHop.Received => "in the recipient's balance",
        _ => "off the sender's balance",
    };

    private static IReadOnlyList<string> Balances(DemoWallet wallet) => [.. DevnetTokens.All.Select(t => t.FormatNumber(wallet.Client.Snapshot.BalanceOf(t.Id)))];

    private static string Short(ByteString key) => Convert.ToHexStringLower(key.Span[..6]) + "…";

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }

    private static async Task<bool> OnceMoreAsync(long start, CancellationToken cancellationToken)
    {
        if (Stopwatch.GetElapsedTime(start) > Patience) throw new DevnetException($"the first money is not seen through Fog after {Patience.TotalSeconds} s");
        await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
