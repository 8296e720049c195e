using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using MobileCoin.Devnet.Page;
using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

/// <summary>What is asked of a devnet that runs, through its page's API.</summary>
internal static class DevnetCommands
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(30), Look = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromSeconds(60), Answer = TimeSpan.FromSeconds(100);

    internal static async Task<int> DownAsync(ProgramContext context)
    {
        string path = DevnetFlags.FolderOf(context.Values);
        int process = Running(path);
        OwnedProcess.Signal(process, PosixSignal.SIGTERM);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Surroundings.Stop);
        limit.CancelAfter(EndTime);
        using var screen = Screen.Of(context.Surroundings.Output);
        screen.Begin("the services to end");
        while (OwnedProcess.Runs(process))
        {
            await Task.Delay(Look, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (limit.IsCancellationRequested) throw new HostingException($"process {process} was told to end {EndTime.TotalSeconds:0} s ago, and has not: {path}/logs tells why");
        }
        screen.End("the services to end");
        screen.Line($"the devnet in {path} has ended");
        return ExitCode.Success;
    }

    internal static async Task<int> StatusAsync(ProgramContext context)
    {
        string path = DevnetFlags.FolderOf(context.Values);
        int process = Running(path);
        using HttpClient http = Connect(path);
        DevnetState state = (await StateAsync(http, context.Surroundings.Stop).ConfigureAwait(false)).State;
        using var screen = Screen.Of(context.Surroundings.Output);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"devnet in {path}: process {process}, {http.BaseAddress}, {state.BlockCount} blocks"));
        if (DevnetFolder.FullDiskOf(path) is { } full) screen.Line($"  {screen.Bad("warning")}: {full}");
        screen.Table(["service", "health", "address", "pid", "memory", "restarts", ""], [.. state.Services.Select(Row)], textColumns: 3);
        foreach (DevnetIngestKey key in state.IngestKeys)
        {
            screen.Line($"  ingress key {key.Key[..16]}… {key.State.ToString().ToLowerInvariant()}, from block {key.StartBlock}{(key.LastScanned is { } last ? $", scanned to {last}" : "")}");
        }
        return state.Services.Count > 0 && state.Services.All(s => s.Health == DevnetHealth.Serving) ? ExitCode.Success : ExitCode.Failure;

        static string[] Row(DevnetService s) =>
        [
            s.Name, s.Health switch { DevnetHealth.NotServing => "not serving", _ => s.Health.ToString().ToLowerInvariant() }, s.Uri ?? "", s.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "–",
            s.ResidentBytes is { } bytes ? $"{bytes >> 20} MB" : "", s.Restarts.ToString(CultureInfo.InvariantCulture), s.Detail ?? "",
        ];
    }

    internal static async Task<int> LogsAsync(ProgramContext context)
    {
        string path = DevnetFlags.FolderOf(context.Values), service = context.Values.Get(DevnetFlags.Service), folder = Path.Combine(path, "logs");
        if (!Directory.Exists(folder)) throw new HostingException($"there is no devnet in {path}: `devnet up` starts one, {DevnetFlags.Dir.Title} names another folder");
        string[] names = [.. Directory.GetFiles(folder, "*.log").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];
        if (!names.Contains(service, StringComparer.Ordinal)) throw new HostingException($"there is no service {service}: there are {string.Join(", ", names)}");
        using var file = new StreamReader(new FileStream(Path.Combine(folder, service + ".log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var last = new Queue<string>();
        while (await file.ReadLineAsync(context.Surroundings.Stop).ConfigureAwait(false) is { } line)
        {
            last.Enqueue(line);
            if (last.Count > context.Values.Get(DevnetFlags.Lines)) last.Dequeue();
        }
        foreach (string line in last) await context.Surroundings.Output.WriteLineAsync(line).ConfigureAwait(false);
        if (!context.Values.Get(DevnetFlags.FollowLog)) return ExitCode.Success;
        using var interruption = new Interruption(context.Surroundings.Stop);
        while (!interruption.Token.IsCancellationRequested)
        {
            string more = await file.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
            await context.Surroundings.Output.WriteAsync(more).ConfigureAwait(false);
            await context.Surroundings.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(Look, interruption.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return ExitCode.Success;
    }

    internal static async Task<int> FaucetAsync(ProgramContext context)
    {
        using var interruption = new Interruption(context.Surroundings.Stop);
        try
        {
            return await FaucetAsync(context, interruption).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await context.Surroundings.Error.WriteLineAsync("interrupted; a payment that was asked for is made nonetheless").ConfigureAwait(false);
            return interruption.ExitCode ?? ExitCode.Failure;
        }
    }

    private static async Task<int> FaucetAsync(ProgramContext context, Interruption interruption)
    {
        string path = DevnetFlags.FolderOf(context.Values), to = context.Values.Get(DevnetFlags.Address);
        Running(path);
        if (File.Exists(to)) to = (await File.ReadAllTextAsync(to, context.Surroundings.Stop).ConfigureAwait(false)).Trim();
        using HttpClient http = Connect(path);
        using var screen = Screen.Of(context.Surroundings.Output);
        screen.Begin("the payment");
        PageSnapshot page = await StateAsync(http, interruption.Token).ConfigureAwait(false);
        var request = new FaucetRequest(to, context.Values.Get(DevnetFlags.TokenId), context.Values.Get(DevnetFlags.Amount));
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/faucet")
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, PageJson.Default.FaucetRequest)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        message.Headers.Add(RequestGuard.TokenHeader, page.Token);
        using HttpResponseMessage answer = await AskAsync(http, () => http.SendAsync(message, interruption.Token), interruption.Token).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            PageError? refusal = await answer.Content.ReadFromJsonAsync(PageJson.Default.PageError, interruption.Token).ConfigureAwait(false);
            throw new HostingException(refusal?.Error ?? $"the devnet answers {(int)answer.StatusCode}");
        }
        DevnetPayment payment = (await answer.Content.ReadFromJsonAsync(PageJson.Default.DevnetPayment, interruption.Token).ConfigureAwait(false))!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        limit.CancelAfter(Patience);
        try
        {
            while (payment.State == DevnetPaymentState.Pending)
            {
                await Task.Delay(Look, limit.Token).ConfigureAwait(false);
                payment = (await StateAsync(http, limit.Token).ConfigureAwait(false)).State.Payments.FirstOrDefault(p => p.Id == payment.Id) ?? payment;
            }
        }
        catch (OperationCanceledException e) when (!interruption.Token.IsCancellationRequested)
        {
            throw new HostingException($"the payment is in block {payment.Block}, and not in Fog view after {Patience.TotalSeconds:0} s: `devnet status --dir {path}` tells which service is missing", e);
        }
        screen.End("the payment");
        if (payment.State == DevnetPaymentState.Failed) throw new HostingException(payment.Problem ?? "the payment failed");
        DevnetToken token = page.About.Tokens.First(t => t.Id == payment.Amount.Token);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"paid {AmountText.Write(payment.Amount.Value, token)} in block {payment.Block}; Fog has it after {payment.Hops.Max(h => h.Milliseconds) / 1000:0.00} s"));
        return ExitCode.Success;
    }

    private static int Running(string path) => DevnetFolder.Holder(path)
        ?? throw new HostingException($"no devnet runs in {path}: `devnet up` starts one, {DevnetFlags.Dir.Title} names another folder");

    private static HttpClient Connect(string path)
    {
        string file = Path.Combine(path, DevnetUp.AddressName);
        return File.Exists(file) && Uri.TryCreate(File.ReadAllText(file).Trim(), UriKind.Absolute, out Uri? address)
            ? new HttpClient { BaseAddress = address, Timeout = Answer }
            : throw new HostingException($"the devnet in {path} is not up yet: wait for it");
    }

    private static Task<PageSnapshot> StateAsync(HttpClient http, CancellationToken cancellationToken) =>
        AskAsync(http, async () => (await http.GetFromJsonAsync("api/state", PageJson.Default.PageSnapshot, cancellationToken).ConfigureAwait(false))!, cancellationToken);

    private static async Task<T> AskAsync<T>(HttpClient http, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new HostingException($"the devnet does not answer at {http.BaseAddress}: {(e is OperationCanceledException ? $"not within {Answer.TotalSeconds:0} s" : e.Message)}", e);
        }
    }
}
