// What a wallet takes with it: an app on a phone or a desktop has no ASP.NET Core, and no use for a server.
using System.Xml.Linq;

namespace MobileCoin.House.Test;

public sealed class ClientTests
{
    private static readonly string[] Servers = ["GrpcServer", "Hosting"];

    [Fact]
    public void WhatTheClientReferences_NeedsNoAspNetCore()
    {
        List<string> wrong = [];
        foreach (Project project in WithReferences("Client", "Connections"))
        {
            if (Servers.Contains(project.Name, StringComparer.Ordinal)) wrong.Add($"{project} is of servers");
            if (XDocument.Load(project.Path).Descendants("FrameworkReference").Any()) wrong.Add($"{project} has a FrameworkReference");
            foreach (string path in project.Assemblies())
            {
                using var assembly = new AssemblyMetadata(path);
                wrong.AddRange(assembly.References.Where(r => r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).Select(r => $"{project} uses {r}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<Project> WithReferences(params string[] names)
    {
        Dictionary<string, Project> projects = SourceTree.Projects("src").ToDictionary(p => p.Name, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> left = new(names.Where(projects.ContainsKey));
        while (left.TryPop(out string? name))
        {
            if (!seen.Add(name)) continue;
            yield return projects[name];
            foreach (string reference in projects[name].References) left.Push(reference);
        }
    }
}
