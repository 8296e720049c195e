// The check rule (fact sheet fog §7.9).
using System.Diagnostics;
using Grpc.Core;
using MobileCoin.Accounts;

namespace MobileCoin.Network;

/// <summary>
/// At each step every account is checked by a fresh wallet, then by all wallets of earlier steps. An answer that the step does not allow is
/// wrong at once; one of the required block counts has to come within a minute.
/// </summary>
/// <param name="wallet">Who answers.</param>
/// <param name="accounts">The accounts' secret files.</param>
/// <param name="fogUri">Where wallets find Fog.</param>
/// <param name="chainId">The network's name.</param>
/// <param name="followsUp">Whether wallets of earlier steps are asked again.</param>
internal sealed class BalanceChecks(RemoteWallet wallet, IReadOnlyList<byte[]> accounts, string fogUri, string chainId, bool followsUp)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<(int Account, uint Client, string Since)> _wallets = [];
    private int _answers;

    /// <summary>Answers that were held to what is allowed.</summary>
    internal int Answers => _answers;

    /// <summary>Wallets that were made.</summary>
    internal int Wallets => _wallets.Count;

    /// <summary>Checks a step.</summary>
    /// <param name="step">What it is called.</param>
    /// <param name="each">What each account's wallets may say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">An answer was wrong, or did not come.</exception>
    internal async Task CheckAsync(string step, IReadOnlyList<AllowedAnswers> each, CancellationToken cancellationToken)
    {
        (int Account, uint Client, string Since)[] earlier = [.. _wallets];
        await Task.WhenAll(Enumerable.Range(0, accounts.Count).Select(i => FreshAsync(step, i, each[i], cancellationToken))).ConfigureAwait(false);
        if (!followsUp) return;
        await Task.WhenAll(earlier.GroupBy(w => w.Account).Select(async group =>
        {
            foreach ((int account, uint client, string since) in group)
            {
                string who = $"{step}, account {account}, wallet {client} of step {since}";
                await UntilRequiredAsync(who, each[account], () => wallet.FollowupAsync(client, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
    }

    private async Task FreshAsync(string step, int account, AllowedAnswers allowed, CancellationToken cancellationToken)
    {
        uint? client = null;
        using UncheckedMnemonicAccount secret = KeyFile.ReadMnemonicAccount(accounts[account]);
        string mnemonic = System.Text.Encoding.UTF8.GetString(secret.Phrase);
        await UntilRequiredAsync(
            $"{step}, account {account}, fresh wallet", allowed,
            async () =>
            {
                if (client is { } known) return await wallet.FollowupAsync(known, cancellationToken).ConfigureAwait(false);
                (client, FogAnswer answer) = await wallet.FreshAsync(mnemonic, secret.AccountIndex ?? 0, fogUri, chainId, cancellationToken).ConfigureAwait(false);
                return answer;
            },
            cancellationToken).ConfigureAwait(false);
        lock (_wallets) _wallets.Add((account, client!.Value, step));
    }

    private async Task UntilRequiredAsync(string who, AllowedAnswers allowed, Func<Task<FogAnswer>> ask, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            FogAnswer answer;
            try
            {
                answer = await ask().ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                throw new InvalidOperationException($"{who}: no answer: {e.Status.StatusCode}: {e.Status.Detail}", e);
            }
            Interlocked.Increment(ref _answers);
            if (!allowed.Allows(answer)) throw new InvalidOperationException($"{who}: answers {answer}, allowed is {allowed}");
            if (allowed.Requires(answer)) return;
            if (watch.Elapsed > Limit) throw new InvalidOperationException($"{who}: still answers {answer} after {Limit.TotalSeconds:N0} s, allowed is {allowed}");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
